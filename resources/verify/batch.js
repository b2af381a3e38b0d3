// From the bytes of a batch to what is true of it: no document, no network, nothing kept.
// The ZIP is read as narcdesk/commission/archive.py writes it, so there is nowhere to hide a byte.

const MANIFEST = "manifest.json";
const SIGNATURE = "manifest.sig";
const KEY = "office.pem";
const FORMAT = "narcdesk-batch/";

const LARGEST = 256 * 1024 * 1024;
const LOCAL = 30; // bytes before the name
const MIDNIGHT = 0;
const DAY = (0 << 9) | (1 << 5) | 1; // 1 January 1980
const PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
const PEM_END = "-----END PUBLIC KEY-----";
const KEY_HEAD = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

const RECIPIENTS = {
  __proto__: null, // a stranger may call his recipient as something that every object has
  municipal: "Антинаркотическая комиссия муниципального образования",
  regional: "Антинаркотическая комиссия субъекта Российской Федерации",
  public: "Открытая публикация",
  medical: "Региональный наркологический диспансер",
};
const QUARTERS = ["I", "II", "III", "IV"];
const MONTHS = [
  "январь", "февраль", "март", "апрель", "май", "июнь",
  "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
];

class Refusal extends Error {}

const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = (bytes) => hex(sha2.sha256(bytes));
const utf8 = (text) => new TextEncoder().encode(text);
const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

const SEALED = utf8("NARCDESK-HPKE"); // how an encrypted batch begins

ed25519.hashes.sha512 = sha2.sha512;

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let left = byte;
  for (let bit = 0; bit < 8; bit++) left = left & 1 ? (left >>> 1) ^ 0xedb88320 : left >>> 1;
  return left;
});

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return ~sum >>> 0;
}

function numbers(...fields) {
  const made = new Uint8Array(fields.reduce((size, [width]) => size + width, 0));
  const view = new DataView(made.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return made;
}

function joined(pieces) {
  const made = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    made.set(piece, at);
    at += piece.length;
  }
  return made;
}

function before(one, other) {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    if (one[at] !== other[at]) return one[at] - other[at];
  }
  return one.length - other.length;
}

// The one ZIP that the program writes for these parts.
function pack(parts) {
  const body = [];
  const index = [];
  let at = 0;
  const named = [...parts].map(([name, data]) => [utf8(name), data]).sort((one, other) => before(one[0], other[0]));
  for (const [name, data] of named) {
    const common = [
      [2, 0x800], [2, 0], [2, MIDNIGHT], [2, DAY], [4, crc32(data)], [4, data.length], [4, data.length],
      [2, name.length], [2, 0],
    ];
    index.push(
      numbers([4, 0x02014b50], [2, 20], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0x20], [4, at]),
      name,
    );
    body.push(numbers([4, 0x04034b50], [2, 20], ...common), name, data);
    at += LOCAL + name.length + data.length;
  }
  const listed = joined(index);
  const count = parts.size;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, at], [2, 0]);
  return joined([...body, listed, end]);
}

function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map();
  let at = 0;
  while (bytes.length - at >= LOCAL && view.getUint32(at, true) === 0x04034b50) {
    if (view.getUint16(at + 8, true) !== 0) {
      throw new Refusal("Часть пакета сжата. Программа частей не сжимает: пакет кто-то переписал.");
    }
    const start = at + LOCAL + view.getUint16(at + 26, true);
    const end = start + view.getUint32(at + 18, true);
    if (end > bytes.length) throw new Refusal("Файл обрывается: он скопирован не до конца.");
    let name;
    try {
      name = text(bytes.subarray(at + LOCAL, start));
    } catch {
      throw new Refusal("Имя части пакета не читается.");
    }
    parts.set(name, bytes.subarray(start, end));
    at = end;
  }
  if (parts.size === 0) throw new Refusal("Это не пакет выгрузки NarcDesk.");
  const end = bytes.length - 22;
  if (end < at || view.getUint32(end, true) !== 0x06054b50) {
    throw new Refusal("Файл обрывается или к нему что-то приписано: он не такой, каким записан.");
  }
  if (!same(pack(parts), bytes)) {
    throw new Refusal("Пакет изменён или повреждён: он записан не так, как его пишет программа.");
  }
  return parts;
}

// The key of a file that holds one PEM key and nothing else; by mail it may have come with other line ends, empty lines,
// spaces about a line and the mark that Notepad writes.
function keyOf(pem) {
  let body;
  try {
    const lines = text(pem).split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line);
    if (lines[0] !== PEM_BEGIN || lines[lines.length - 1] !== PEM_END) return null;
    const middle = lines.slice(1, -1).join("");
    body = Uint8Array.from(atob(middle), (sign) => sign.charCodeAt(0));
    if (btoa(String.fromCharCode(...body)) !== middle) return null;
  } catch {
    return null;
  }
  if (body.length !== 44 || !same(body.subarray(0, 12), KEY_HEAD)) return null;
  const canonical = utf8(`${PEM_BEGIN}\n${btoa(String.fromCharCode(...body))}\n${PEM_END}\n`);
  return { raw: body.subarray(12), fingerprint: sha256(canonical), canonical };
}

// Letters that look like signs of a fingerprint, of the Russian layout and of no hexadecimal number.
const ALIKE = { а: "a", в: "b", с: "c", е: "e", о: "0", o: "0", з: "3", l: "1", i: "1", і: "1" };

// A fingerprint as it is typed from paper or pasted: in groups, in capitals, over lines, with whatever spaces, dashes and
// invisible signs stand between, with words of the letter about it, and with letters that look alike.
function typedFingerprint(typed) {
  const bare = typed.normalize("NFKC").toLowerCase().replace(/sha-?256/g, " ").replace(/[^\p{L}\p{N}]/gu, "");
  const whole = (bare.match(/[0-9a-f]+/g) ?? []).filter((run) => run.length === 64);
  return whole.length === 1 ? whole[0] : bare.replace(/[авсеоoзliі]/g, (letter) => ALIKE[letter]);
}

function inGroups(fingerprint) {
  return fingerprint.match(/.{1,4}/g) ?? [];
}

function periodInWords(code) {
  const [, year, quarter, month] = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(code) ?? [];
  if (!year) return code;
  if (quarter) return `${QUARTERS[quarter - 1]} квартал ${year} года`;
  return month ? `${MONTHS[month - 1]} ${year} года` : `${year} год`;
}

function read(manifest) {
  let found;
  try {
    found = JSON.parse(text(manifest));
  } catch {
    throw new Refusal("Опись manifest.json не читается.");
  }
  if (typeof found?.format !== "string" || !found.format.startsWith(FORMAT)) {
    throw new Refusal("Это пакет другого вида: эта страница его не знает.");
  }
  const known = ["office", "recipient", "period", "batch"].every((name) => typeof found[name] === "string");
  if (!known || typeof found.parts !== "object" || found.parts === null) {
    throw new Refusal("В описи manifest.json не хватает сведений.");
  }
  return found;
}

// What the key of the batch is to the one known from elsewhere: "" where nothing was told.
function judgeKey(found, told, problems) {
  const typed = typedFingerprint(told.fingerprint ?? "");
  const wanted = [];
  if (told.key) {
    const key = keyOf(told.key);
    if (key) wanted.push(key.fingerprint);
    else problems.push("Выбранный файл ключа не читается: нужен файл office.pem организации.");
  }
  if (typed && !/^[0-9a-f]{64}$/.test(typed)) {
    const foreign = [...new Set(typed.replace(/[0-9a-f]/g, ""))].map((sign) => `«${sign}»`).slice(0, 5).join(", ");
    const wrong = foreign ? `таких знаков в нём не бывает: ${foreign}` : `введено ${typed.length}`;
    problems.push(`Отпечаток введён с ошибкой: нужно 64 знака, цифры и буквы от a до f; ${wrong}.`);
  } else if (typed) wanted.push(typed);
  if (wanted.some((fingerprint) => fingerprint !== found.fingerprint)) {
    problems.push("Пакет подписан другим ключом, не тем, который вы указали. Это не пакет этой организации.");
  }
  return wanted.length > 0 && wanted.every((fingerprint) => fingerprint === found.fingerprint);
}

function judgeParts(parts, manifest, problems) {
  const listed = new Map(Object.entries(manifest.parts));
  const told = [];
  for (const name of [...new Set([...parts.keys(), ...listed.keys()])].sort()) {
    if (name === MANIFEST || name === SIGNATURE) continue;
    let wrong = "";
    if (!listed.has(name)) wrong = "в описи не названа: её добавили";
    else if (!parts.has(name)) wrong = "названа в описи, но в пакете её нет";
    else if (sha256(parts.get(name)) !== listed.get(name)) wrong = "изменена: контрольная сумма не та, что в описи";
    if (wrong) problems.push(`Часть «${name}» ${wrong}.`);
    told.push({ name, good: !wrong, words: wrong || "не изменена" });
  }
  return told;
}

const nothing = () => ({ problems: [], parts: [], facts: [], sha256: "", fingerprint: "", known: false });
const refused = (problem) => ({ ...nothing(), problems: [problem] });

// What is true of these bytes. `told`: { key: bytes of a PEM file or null, fingerprint: as typed }, both from elsewhere.
function check(bytes, told = {}) {
  if (bytes.length > LARGEST) return refused(`Файл слишком велик для пакета: больше ${LARGEST / 1024 / 1024} МБ.`);
  const found = nothing();
  const problems = found.problems;
  found.sha256 = sha256(bytes);
  try {
    if (same(bytes.subarray(0, SEALED.length), SEALED)) {
      throw new Refusal("Пакет зашифрован. Сначала откройте его своим ключом: narcdesk-cli open.");
    }
    const parts = unpack(bytes);
    for (const name of [MANIFEST, SIGNATURE, KEY]) {
      if (!parts.has(name)) throw new Refusal(`В пакете нет части «${name}».`);
    }
    const manifest = read(parts.get(MANIFEST));
    found.facts = [
      ["Организация", manifest.office],
      ["Получатель", RECIPIENTS[manifest.recipient] ?? manifest.recipient],
      ["Период", periodInWords(manifest.period)],
      ["Номер пакета", manifest.batch],
    ];
    found.parts = judgeParts(parts, manifest, problems);
    const key = keyOf(parts.get(KEY));
    if (!key || !same(key.canonical, parts.get(KEY))) throw new Refusal(`Ключ ${KEY} в пакете не читается.`);
    found.fingerprint = key.fingerprint;
    const signature = parts.get(SIGNATURE);
    const signed =
      signature.length === 64 && ed25519.verify(signature, parts.get(MANIFEST), key.raw, { zip215: false });
    if (!signed) problems.push("Подпись не подходит к описи: опись, подпись или ключ изменены.");
    found.parts.push({ name: MANIFEST, good: signed, words: signed ? "подпись подходит" : "подпись НЕ подходит" });
    found.known = judgeKey(found, told, problems) && problems.length === 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push(error.message);
  }
  return found;
}
