// Writes the five roots that AWS's endpoints chain to as one PEM: `node amazon-roots.mjs FILE`. Source of the list: Amazon Trust Services' repository, which asks that
// custom trust stores hold all five. The certificates themselves come with Node (Mozilla's roots); the same certificates give the same bytes with every version of it.
import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'

const wanted = {
  'Amazon Root CA 1': '8E:CD:E6:88:4F:3D:87:B1:12:5B:A3:1A:C3:FC:B1:3D:70:16:DE:7F:57:CC:90:4F:E1:CB:97:C6:AE:98:19:6E',
  'Amazon Root CA 2': '1B:A5:B2:AA:8C:65:40:1A:82:96:01:18:F8:0B:EC:4F:62:30:4D:83:CE:C4:71:3A:19:C3:9C:01:1E:A4:6D:B4',
  'Amazon Root CA 3': '18:CE:6C:FE:7B:F1:4E:60:B2:E3:47:B8:DF:E8:68:CB:31:D0:2E:BB:3A:DA:27:15:69:F5:03:43:B4:6D:B3:A4',
  'Amazon Root CA 4': 'E3:5D:28:41:9E:D0:20:25:CF:A6:90:38:CD:62:39:62:45:8D:A5:C6:95:FB:DE:A3:C2:2B:0B:FB:25:89:70:92',
  'Starfield Services Root Certificate Authority - G2': '56:8D:69:05:A2:C8:87:08:A4:B3:02:51:90:ED:CF:ED:B1:97:4A:60:6A:13:C6:E5:29:0F:CB:2A:E6:3E:DA:B5',
}

const known = new Map(rootCertificates.map(pem => new X509Certificate(pem)).map(root => [root.fingerprint256, root]))
const missing = Object.keys(wanted).filter(name => !known.has(wanted[name]))
if (missing.length > 0) {
  console.error(`error: Node ${process.version} does not carry ${missing.join(', ')}. Without all five roots the functions could not reach AWS one day; use another version of Node to publish them.`)
  process.exit(1)
}
const lines = Object.entries(wanted).map(([name, fingerprint]) => `# ${name}\n${known.get(fingerprint).toString().trimEnd()}\n`)
writeFileSync(process.argv[2], lines.join(''))
