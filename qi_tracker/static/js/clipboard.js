// What a spreadsheet puts on the clipboard: rows of cells with tabs between, quoted where a cell holds a line break.

export function blockFrom(text) {
  const rows = [[""]];
  let quoted = false;
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < clean.length; at += 1) {
    const character = clean[at];
    const row = rows.at(-1);
    if (quoted && character === '"' && clean[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (quoted && character === '"') {
      quoted = false;
    } else if (!quoted && character === '"' && row.at(-1) === "" && closes(clean, at)) {
      quoted = true;
    } else if (!quoted && character === "\t") {
      row.push("");
    } else if (!quoted && character === "\n") {
      rows.push([""]);
    } else {
      row[row.length - 1] += character === "\n" ? " " : character;
    }
  }
  return rows.map((cells) => cells.map((cell) => cell.trim()));
}

// A quotation mark that opens a cell is only a quoting when another one ends the cell.
function closes(text, at) {
  return /^"(?:[^"]|"")*"(?:[\t\n]|$)/.test(text.slice(at));
}
