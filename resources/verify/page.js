// What is chosen or dropped goes to `check`, and its answer on the page: as text only, for it comes out of a stranger's file.

const $ = (id) => document.getElementById(id);
const told = { batch: null, name: "", key: null };

const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

function element(tag, words, look = "") {
  const made = document.createElement(tag);
  made.textContent = words;
  if (look) made.className = look;
  return made;
}

function pairs(facts) {
  return facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]);
}

function verdict(found) {
  if (found.problems.length) return ["bad", "Не принимайте этот пакет"];
  if (found.known) return ["good", "Пакет цел и подписан ключом, который вы указали"];
  return ["half", "Пакет цел. Кто его сделал, ещё не показано: сверьте отпечаток ключа с письмом"];
}

function show() {
  if (told.batch === null) return;
  const found = check(told.batch, { key: told.key, fingerprint: $("fingerprint").value });
  const [look, words] = verdict(found);
  $("verdict").className = `verdict ${look}`;
  $("verdict").textContent = words;
  $("problems").replaceChildren(...found.problems.map((problem) => element("li", problem)));
  $("facts").replaceChildren(...pairs([["Файл", told.name], ...found.facts]));
  $("groups").replaceChildren(...inGroups(found.fingerprint).map((group) => element("span", group)));
  $("key-shown").hidden = !found.fingerprint;
  $("file-sum").replaceChildren(...inGroups(found.sha256).map((group) => element("span", group)));
  $("file-shown").hidden = !found.sha256;
  const rows = found.parts.map(({ name, good, words }) => {
    const row = element("tr", "", good ? "good" : "bad");
    row.append(element("td", name), element("td", good ? `✓ ${words}` : `✗ ${words}`));
    return row;
  });
  $("parts").replaceChildren(...rows);
  $("parts-shown").hidden = rows.length === 0;
  $("result").hidden = false;
}

async function take(files) {
  for (const file of files) {
    if (file.name.toLowerCase().endsWith(".pem")) {
      told.key = await bytesOf(file);
      $("key-name").textContent = file.name;
    } else {
      told.batch = await bytesOf(file);
      told.name = file.name;
      $("batch-name").textContent = file.name;
    }
  }
  show();
}

$("batch").addEventListener("change", (event) => take(event.target.files));
$("key").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  told.key = file ? await bytesOf(file) : null;
  $("key-name").textContent = file ? file.name : "ключ не выбран";
  show();
});
$("fingerprint").addEventListener("input", show);
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", name === "dragover");
    if (name === "drop") take(event.dataTransfer.files);
  });
}
document.addEventListener("dragleave", () => $("drop").classList.remove("over"));
