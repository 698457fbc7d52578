// Makes the byte streams in this folder: our own receipts, written by two ESC/POS encoders that others made.
// Once, in an empty folder:  npm install @point-of-sale/receipt-printer-encoder@4.0.1 receiptline@4.0.4  and  node make-streams.mjs
import fs from 'node:fs';
import Encoder from '@point-of-sale/receipt-printer-encoder';
import receiptline from 'receiptline';

const out = (name, bytes) => fs.writeFileSync(`${name}.base64`, Buffer.from(bytes).toString('base64').replace(/.{120}/g, '$&\n') + '\n');
const picture = { width: 64, height: 48, data: new Uint8ClampedArray(64 * 48 * 4) };
for (let y = 0; y < 48; y++) {
  for (let x = 0; x < 64; x++) {
    const light = ((x >> 3) + (y >> 3)) % 2 ? 255 : 0;
    picture.data.set([light, light, light, 255], (y * 64 + x) * 4);
  }
}

function sample(options) {
  return new Encoder({ language: 'esc-pos', columns: 48, feedBeforeCut: 4, ...options }).initialize()
   .codepage('auto')
   .align('center').size(2,2).line('Harbour Books').size(1,1)
   .line('Quayside 7, Lübeck')
   .align('left').rule({style:'double'})
   .table([{width:26,align:'left'},{width:16,align:'right'}],[['The Sea Wolf','12.90'],['Notebook, dotted','6.50'],[(x)=>x.bold().text('Total').bold(),(x)=>x.bold().text('19.40').bold()]])
   .rule()
   .underline(true).text('underlined').underline(false).text(' ').invert(true).text(' inverted ').invert(false).text(' ').italic().text('italic').italic().newline()
   .font('B').line('Small print in font B: thank you for coming.').font('A')
   .line('Grüße, señor, œuvre, žluťoučký, Привет, Καλημέρα, 5 €')
   .box({width:30,style:'double',align:'center',marginLeft:6},'In a box')
   .align('center')
   .barcode('4006381333931','ean13',{height:60,text:true})
   .qrcode('https://example.org/harbour',{model:2,size:6,errorlevel:'m'})
   .image(picture,64,48,'threshold')
   .newline()
   .cut('partial').encode();
}
out('encoder-column', sample({imageMode:'column'}));
out('encoder-raster', sample({imageMode:'raster'}));
out('encoder-model', sample({printerModel:'epson-tm-t88vi',columns:42}));
const doc = `{width:*; border:space}
"""^^^Harbour Books
Quayside 7, Lübeck
-
{width: * 10; border:line; align:left}
The Sea Wolf | 12.90|
Notebook, dotted | 6.50|
-
{border:space}
^Total | ^^19.40|
-
{width:auto}
_underlined_ \`inverted\` "bold"
{code:4006381333931; option:ean,2,60,hri}
{code:https://example.org/harbour; option:qrcode,5,m}
=
`;
const options = {
  'receiptline': { command: 'escpos', cpl: 48, encoding: 'multilingual', spacing: false },
  'receiptline-upsidedown': { command: 'escpos', cpl: 48, encoding: 'cp1252', upsideDown: true },
  'receiptline-generic': { command: 'generic', cpl: 32, encoding: 'cp437' },
};
for (const [name, how] of Object.entries(options)) out(name, Buffer.from(receiptline.transform(doc, how), 'binary'));
