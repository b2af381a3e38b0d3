// What is chosen or dropped goes to `check`, and its answer on the page: as text only, for it comes out of a stranger's file.

const $ = (id) => document.getElementById(id);
const told = { batch: null, name: "", key: null };
const NO_KEY = new Uint8Array(0);
const UNREADABLE = "Файл не читается: носитель вынут, файл удалён, или это папка.";

// The bytes of a file, or nothing where it cannot be read; one that can be no batch is not even tried.
async function bytesOf(file) {
  if (file.size > LARGEST) return { length: file.size };
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}

// Whatever a stranger's file holds, an answer about it stands there, and never that about the file before it.
function judged() {
  if (told.batch === null) return refused(UNREADABLE);
  try {
    return check(told.batch, { key: told.key, fingerprint: $("fingerprint").value });
  } catch {
    return refused("Пакет не проверяется: в нём то, чего программа не пишет.");
  }
}

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
  if (!told.name) return;
  const found = judged();
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
      told.key = (await bytesOf(file)) ?? NO_KEY;
      $("key-name").textContent = file.name;
    } else {
      told.batch = await bytesOf(file);
      told.name = file.name;
      $("batch-name").textContent = file.name;
    }
  }
  show();
}

// A field forgets what was chosen: else a file that was copied anew under its name would not be read again.
$("batch").addEventListener("change", async (event) => {
  await take(event.target.files);
  event.target.value = "";
});
$("key").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  told.key = file ? ((await bytesOf(file)) ?? NO_KEY) : null;
  $("key-name").textContent = file ? file.name : "ключ не выбран";
  event.target.value = "";
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
