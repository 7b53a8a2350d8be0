// Finds: the engine, and the pieces of the index it asks for. In a worker it answers messages; a page from a file can
// have no worker and calls the same as a function.
"use strict";
(() => {
  const FORMAT = 1;
  const MOST_ROUNDS = 32; // of asking for pieces, for one question

  /** Why there is no answer: `failed`, `unsupported`, `damaged`, `stale`, `stopped`. */
  const failure = (code, detail = code) => Object.assign(new Error(String(detail)), { code });

  const inflated = (stream) => new Response(stream.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer()
    .catch((error) => { throw failure("damaged", error); });

  /** Files of the site over HTTP. */
  const overHttp = (root, told) => {
    const get = async (name, cache) => {
      const answer = await fetch(new URL(`search/${name}`, root), { cache }).catch((error) => { throw failure("failed", error); });
      if (!answer.ok) throw failure("failed", `${name}: ${answer.status}`);
      return answer;
    };
    return {
      index: async (cache) => {
        const answer = await get("index.json", cache);
        return answer.json().catch((error) => { throw failure("damaged", error); });
      },
      piece: async (name, cache) => {
        const answer = await get(`${name}.bin`, cache);
        const size = Number(answer.headers.get("content-length")) || 0;
        told(0, answer.headers.has("content-encoding") ? 0 : size);
        const counted = new TransformStream({
          transform(bytes, control) {
            told(bytes.length, 0);
            control.enqueue(bytes);
          },
        });
        return inflated(answer.body.pipeThrough(counted));
      },
    };
  };

  /** Files of the site where nothing can be fetched: scripts that say what they hold. */
  const fromFiles = (root) => {
    const waiting = new Map();
    globalThis.coebookPiece = (name, held) => waiting.get(name)?.(held);
    const said = (name) => new Promise((done, failed) => {
      const script = document.createElement("script");
      waiting.set(name, done);
      script.src = new URL(`search/${name}.js`, root);
      script.onerror = () => failed(failure("failed", name));
      // Nothing happens here where it has said what it holds.
      script.onload = () => failed(failure("damaged", name));
      document.head.append(script);
    });
    return {
      index: () => said("index"),
      piece: async (name) => {
        const bytes = Uint8Array.from(atob(await said(name)), (letter) => letter.charCodeAt(0));
        return inflated(new Blob([bytes]).stream());
      },
    };
  };

  /** The compiled engine, spoken to in bytes. */
  const speaker = ({ exports }) => {
    const utf8 = new TextEncoder();
    const words = new TextDecoder();
    const put = (bytes) => {
      const at = exports.coebook_alloc(bytes.length);
      new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
      return [at, bytes.length];
    };
    const place = (said) => {
      const bits = BigInt.asUintN(64, said);
      return [Number(bits >> 32n), Number(bits & 0xffffffffn)];
    };
    /** What it returns; where it stops instead, why, in its own words. */
    const sure = (call) => {
      try {
        return call();
      } catch (error) {
        const why = words.decode(new Uint8Array(exports.memory.buffer, ...place(exports.coebook_panic())));
        throw failure("stopped", `${error.message}: ${why}`);
      }
    };
    const give = (name, held) => {
      const [named, bytes] = [put(utf8.encode(name)), put(new Uint8Array(held))];
      const taken = sure(() => exports.coebook_give(...named, ...bytes));
      exports.coebook_free(...named);
      exports.coebook_free(...bytes);
      if (taken === 1) throw failure("damaged", name);
      if (taken !== 0) throw failure("stale", name);
    };
    const ask = (question) => {
      const asked = put(utf8.encode(JSON.stringify(question)));
      const [at, length] = place(sure(() => exports.coebook_ask(...asked)));
      const answer = JSON.parse(words.decode(new Uint8Array(exports.memory.buffer, at, length)));
      exports.coebook_free(...asked);
      exports.coebook_free(at, length);
      return answer;
    };
    return { give, ask };
  };

  /** Answers questions; `told` hears how many bytes have come, and of how many. */
  const engine = (root, { files = false, told = () => {} } = {}) => {
    const source = files ? fromFiles(root) : overHttp(root, told);
    const coming = new Map();
    let index, starting;

    /** A piece that is taken; one that does not come or is damaged is asked for once more, past all caches. */
    const fetched = (name, take) => {
      const once = async (cache) => take(await source.piece(name, cache));
      const again = async (first) => {
        if (first.code === "stopped") throw first;
        try {
          return await once("reload");
        } catch (error) {
          if (error.code === "stopped") throw error;
          throw await older() ? failure("stale", error) : error;
        }
      };
      if (!coming.has(name)) coming.set(name, once("default").catch(again).finally(() => coming.delete(name)));
      return coming.get(name);
    };
    /** Whether the site was built anew since this page came. */
    const older = async () => {
      const now = await source.index("no-store").catch(() => index);
      return now.format !== index.format || now.hot !== index.hot || now.engine !== index.engine;
    };

    const start = async () => {
      if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") throw failure("unsupported");
      index = await source.index("no-cache");
      if (index.format !== FORMAT) throw failure("stale", `format ${index.format}`);
      const compiled = (bytes) => WebAssembly.instantiate(bytes, {}).catch((error) => {
        throw failure(error instanceof WebAssembly.CompileError && /csp|security/i.test(error.message) ? "unsupported" : "damaged", error);
      });
      let hot;
      const [{ instance }] = await Promise.all([fetched(index.engine, compiled), fetched(index.hot, (bytes) => { hot = bytes; })]);
      const speaking = speaker(instance);
      try {
        speaking.give(index.hot, hot);
      } catch {
        speaking.give(index.hot, await source.piece(index.hot, "reload"));
      }
      return speaking;
    };

    /** Asks, and fetches what the engine needs for that, all of it at once, until there is an answer. */
    const answered = async (speaking, question, wanted) => {
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        if (!wanted()) throw failure("dropped");
        const said = speaking.ask(question);
        if (said.error) throw failure("stopped", said.error);
        if (said.answer) return said.answer;
        await Promise.all(said.need.map((name) => fetched(name, (bytes) => speaking.give(name, bytes))));
      }
      throw failure("stopped", "it asks for ever more");
    };

    return async (question, wanted = () => true) => {
      starting ??= start();
      let speaking;
      try {
        speaking = await starting;
      } catch (error) {
        starting = undefined;
        throw error;
      }
      try {
        return await answered(speaking, question, wanted);
      } catch (error) {
        // What stopped in the middle cannot be trusted with another question.
        if (error.code === "stopped") starting = undefined;
        throw error;
      }
    };
  };

  if (typeof document !== "undefined") {
    globalThis.coebookEngine = engine;
    return;
  }

  let answer;
  const dropped = new Set();
  const heard = { come: 0, of: 0 };
  const told = (come, of) => {
    heard.come += come;
    heard.of += of;
    postMessage({ loading: heard });
  };
  addEventListener("message", async ({ data: { root, id, question, drop } }) => {
    if (root) answer = engine(root, { told });
    if (drop) dropped.add(drop);
    if (!question) return;
    try {
      postMessage({ id, answer: await answer(question, () => !dropped.has(id)) });
    } catch (error) {
      if (!dropped.delete(id)) postMessage({ id, failed: { code: error.code ?? "stopped", detail: error.message } });
    }
  });
})();
