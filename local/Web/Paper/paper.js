"use strict";
const groups = {
  "Paper and cover": { paper_low: "Paper low", paper_out: "Out of paper", cover_open: "Cover open", paper_low_soon: "Paper low in 20 mm", paper_out_soon: "Out of paper in 20 mm", cover_open_soon: "Cover open in 20 mm" },
  "Power and cable": { power_off: "Power lost", power_off_soon: "Power lost in 20 mm", unplugged: "Unplugged", unplugged_soon: "Unplugged in 20 mm" },
  "Errors": { cutter_jam: "Cutter jams at the next cut", hot_head: "Head too hot", broken: "Broken until switched off" },
  "Its answers": {
    lose_replies: "Lose all of them", lose_next_confirmation: "Lose the next confirmation", lose_every_third: "Lose every third", delay_replies: "Delay them by 2 s",
    confirm_earlier_job: "Confirm an earlier job", reply_noise: "Noise around them", interrupt_replies: "Status in the middle of them", xoff_in_replies: "XOFF in the middle of them",
  },
  "What it receives": { drop_bytes: "Drop 16 bytes in every 4,000", overrun: "Lose what its 4 KB buffer cannot hold", xoff: "Send XOFF while its buffer is full" },
  "What it is": { clone: "Clone without confirmation", slow: "Print at a real printer's speed", drawer_open: "With an open cash drawer" },
};
const moments = { feed_button: "Press the feed button", tear_off: "Tear the paper off" };
const silence = 15_000;
const isWide = matchMedia("(min-width: 62rem)").matches;
const at = (id) => document.getElementById(id);
const centimetres = (millimetres) => (millimetres / 10).toFixed(1) + " cm";
let isFirst = true, source, heard = 0, uncut = 0;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function slip(paper) {
  const address = "/paper/" + encodeURIComponent(paper.name) + ".png";
  const image = element("img", { src: address, alt: "Printed slip " + paper.name, width: paper.width_dots });
  const caption = new Date(paper.at).toLocaleTimeString() + ", " + centimetres(paper.millimetres) + ", slip " + paper.name + ", ";
  return element("figure", { id: "slip-" + paper.name, className: isFirst ? "" : "new" },
    element("div", { className: "paper" }, image),
    element("figcaption", {}, caption, element("a", { href: address, download: "slip-" + paper.name + ".png", textContent: "download" })));
}

async function set(name, on) {
  const problem = at("problem");
  try {
    const answer = await fetch("/paper/faults", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, on }) });
    problem.hidden = answer.ok;
    if (!answer.ok) problem.textContent = "The printer refused that: " + ((await answer.json().catch(() => null))?.detail ?? "status " + answer.status);
  } catch {
    problem.textContent = "That did not reach the printer. Is it still running?";
    problem.hidden = false;
  }
}

function showFaults(faults) {
  const shown = new Set();
  for (const [group, names] of Object.entries(groups)) showGroup(group, names, faults, shown, true);
  showGroup("By hand", moments, faults, shown, false);
  const others = Object.keys(faults).filter((name) => !shown.has(name)).map((name) => [name, name.replaceAll("_", " ")]);
  if (others.length > 0) showGroup("Others", Object.fromEntries(others), faults, shown, true);
}

function showGroup(group, names, faults, shown, isSwitch) {
  for (const [name, label] of Object.entries(names).filter(([name]) => name in faults)) {
    shown.add(name);
    const button = at("fault-" + name) ?? addButton(group, name, label, isSwitch);
    if (isSwitch) button.setAttribute("aria-checked", String(faults[name]));
  }
}

function addButton(group, name, label, isSwitch) {
  const id = "group-" + group.replaceAll(" ", "-");
  if (!at(id)) at("faults").append(element("fieldset", { id }, element("legend", { textContent: group }), element("ul", {})));
  const button = element("button", { id: "fault-" + name, type: "button", textContent: label });
  if (isSwitch) button.setAttribute("role", "switch");
  button.onclick = () => set(name, !isSwitch || button.getAttribute("aria-checked") !== "true");
  at(id).lastElementChild.append(element("li", {}, button));
  return button;
}

function showPrinter(printer, count) {
  at("state").textContent = printer.state;
  at("address").textContent = printer.address + ", " + printer.width_dots + " dots";
  at("host").textContent = printer.host ?? "none";
  at("count").textContent = count === 0 ? "none yet" : String(count);
  at("now").hidden = printer.uncut_millimetres === 0;
  if (printer.uncut_millimetres !== uncut && printer.uncut_millimetres > 0) {
    at("now").querySelector("img").width = printer.width_dots;
    at("now").querySelector("img").src = "/paper/now.png?" + printer.uncut_millimetres;
    at("now").querySelector("figcaption").textContent = centimetres(printer.uncut_millimetres) + ", not cut yet";
  }
  uncut = printer.uncut_millimetres;
  at("nonotes").hidden = printer.notes.length > 0;
  at("notecount").textContent = printer.notes.length > 0 ? "(" + printer.notes.length + ")" : "";
  at("notes").replaceChildren(...printer.notes.toReversed().map((note) => element("li", {}, element("time", { dateTime: note.at, textContent: new Date(note.at).toLocaleTimeString() }), note.text)));
}

function show(state) {
  const kept = new Set(state.slips.map((paper) => "slip-" + paper.name));
  for (const figure of document.querySelectorAll("figure:not(#now)")) if (!kept.has(figure.id)) figure.remove();
  for (const paper of state.slips.toReversed()) if (!at("slip-" + paper.name)) at("now").after(slip(paper));
  showFaults(state.faults);
  showPrinter(state.printer, state.count);
  isFirst = false;
}

function hear() {
  heard = Date.now();
  at("lost").hidden = true;
}

function listen() {
  source?.close();
  heard = Date.now();
  source = new EventSource("/paper/events");
  source.onopen = hear;
  source.onerror = () => { at("lost").hidden = false; };
  source.addEventListener("beat", hear);
  source.onmessage = (event) => { hear(); show(JSON.parse(event.data)); };
}

// A browser gives up after some errors, and does not notice a line that is dead without being closed.
setInterval(() => {
  const isDead = Date.now() - heard > silence;
  if (isDead) at("lost").hidden = false;
  if (isDead || source.readyState === EventSource.CLOSED) listen();
}, 2_000);
at("trouble").open = isWide;
listen();
