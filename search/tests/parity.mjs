// Asks the engine of the browser: node parity.mjs ENGINE FOLDER. The folder holds pieces and task.json; what is replied
// to each question is printed as JSON. On the way it looks at what a page relies on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

const [engine, folder] = process.argv.slice(2);
const task = JSON.parse(readFileSync(join(folder, "task.json"), "utf8"));
const module = new WebAssembly.Module(inflateSync(readFileSync(engine)));
const utf8 = new TextEncoder();
const words = new TextDecoder("utf-8", { fatal: true });
const piece = (name) => inflateSync(readFileSync(join(folder, name)));

/** An engine that knows nothing yet. */
function fresh() {
  const { exports } = new WebAssembly.Instance(module, {});
  const put = (bytes) => {
    const at = exports.coebook_alloc(bytes.length);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    return [at, bytes.length];
  };
  const told = (place) => {
    const said = BigInt.asUintN(64, place);
    const [at, length] = [Number(said >> 32n), Number(said & 0xffffffffn)];
    return [words.decode(new Uint8Array(exports.memory.buffer, at, length)), at, length];
  };
  const give = (name, bytes) => {
    const [named, held] = [put(utf8.encode(name)), put(bytes)];
    const taken = exports.coebook_give(...named, ...held);
    exports.coebook_free(...named);
    exports.coebook_free(...held);
    return taken;
  };
  const ask = (question) => {
    const asked = put(utf8.encode(question));
    const [answer, at, length] = told(exports.coebook_ask(...asked));
    exports.coebook_free(...asked);
    exports.coebook_free(at, length);
    return answer;
  };
  return { give, ask, panic: () => told(exports.coebook_panic())[0], memory: exports.memory };
}

/** All replies to a question, the answer last. */
function replies(session, question) {
  const heard = [];
  for (;;) {
    heard.push(session.ask(question));
    const { need } = JSON.parse(heard.at(-1));
    if (!need) return heard;
    for (const name of need) assert.equal(session.give(name, piece(name)), 0, name);
  }
}

function opened() {
  const session = fresh();
  assert.equal(session.give(task.hot, piece(task.hot)), 0);
  return session;
}

assert.deepEqual(WebAssembly.Module.imports(module), [], "a page has nothing to give");

// Whatever comes in the wrong order or is damaged is told by a number or a sentence.
const lost = fresh();
assert.match(JSON.parse(lost.ask('{"query": "pool"}')).error, /not been opened/);
const damaged = piece(task.hot);
damaged[damaged.length >> 1] ^= 1;
assert.equal(lost.give(task.hot, damaged), 1);
const other = JSON.parse(opened().ask('{"query": "pool"}')).need[0];
assert.equal(lost.give(other, piece(other)), 2, "not the piece to open it with");
assert.notEqual(JSON.parse(lost.ask('{"query": "pool"}')).error, undefined);
assert.equal(lost.give(task.hot, piece(task.hot)), 0, "and it can still be opened");
assert.match(JSON.parse(lost.ask("{")).error, /malformed/);
assert.equal(lost.panic(), "");

const all = task.questions.map((question) => replies(opened(), question));

// Asked again and again by one session: the same answers, and memory that does not grow.
const patient = opened();
const again = () => task.questions.map((question) => replies(patient, question).at(-1));
assert.deepEqual(again(), all.map((heard) => heard.at(-1)));
again();
const { byteLength } = patient.memory.buffer;
for (let round = 0; round < 3; round += 1) again();
assert.ok(patient.memory.buffer.byteLength - byteLength <= 65536, "memory is given back");

process.stdout.write(JSON.stringify(all));
