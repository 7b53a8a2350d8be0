#!/usr/bin/env node
// Searches a synthetic corpus in Chromium, with coebook and with Pagefind, and prints both side by side. What is
// measured, and what to watch: benches/README.md
//
//   node benches/search.mjs [DOCUMENTS=10000]
//
//   COEBOOK_BIN=path   measure this binary instead of building one
//   SEED=1             another corpus of the same kind
//   KEEP=folder        work there; corpus and sites that are there already are used as they are
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const PAGEFIND = "pagefind@1.6.0";
const SHOWN = 6; // hits, of which both get what a list shows
const ROOT = resolve(fileURLToPath(new URL("..", import.meta.url)));
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/google-chrome"];
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css", ".json": "application/json" };

const [documents = "10000"] = process.argv.slice(2);
if (!/^\d+$/.test(documents)) {
  console.error("Usage: node benches/search.mjs [DOCUMENTS=10000]");
  process.exit(2);
}
const work = process.env.KEEP ? resolve(process.env.KEEP) : mkdtempSync(join(tmpdir(), "coebook-bench-"));
mkdirSync(work, { recursive: true });

const say = (words) => console.error(words);
const run = (program, ...rest) => execFileSync(program, rest, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
const seconds = (work) => {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
};

/** The corpus, the site of coebook and that of Pagefind over the same pages. */
function prepare() {
  const [corpus, site, other] = ["corpus", "site", "pagefind"].map((name) => join(work, name));
  const told = {};
  if (!existsSync(corpus)) {
    say(`${documents} documents in ${corpus}`);
    run("cargo", "xtask", "corpus", "--documents", documents, "--seed", process.env.SEED ?? "1", corpus);
  }
  if (!existsSync(site)) {
    say("coebook builds the site");
    told.build = seconds(() => run(coebook(), "build", corpus, "--out", site, "--quiet", "--today", "2026-11-21"));
  }
  if (!existsSync(other)) {
    say("Pagefind reads the pages of the incidents");
    const tools = join(ROOT, "target/bench");
    mkdirSync(tools, { recursive: true });
    run("npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", tools, PAGEFIND);
    const pagefind = join(tools, "node_modules/pagefind/lib/runner/bin.cjs");
    const read = () => run(process.execPath, pagefind, "--site", site, "--glob", "coes/**/*.html", "--root-selector", "main",
      "--output-path", join(other, "pagefind"), "--quiet");
    told.pagefind = seconds(read);
  }
  return { corpus, site, other, told };
}

function coebook() {
  if (process.env.COEBOOK_BIN) return process.env.COEBOOK_BIN;
  run("cargo", "build", "--quiet", "--release");
  return join(ROOT, "target/release/coebook");
}

/** Two telling words of the titles of a dozen documents, evenly spread. */
function queries(corpus) {
  const folder = join(corpus, "content/coes");
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".md")).sort();
  const chosen = Array.from({ length: 12 }, (_, place) => files[Math.floor(((place + 0.5) * files.length) / 12)]);
  return chosen.map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const title = /^title: *(.*)$/m.exec(text)?.[1] ?? /^# +(.*)$/m.exec(text)?.[1] ?? "";
    const words = title.toLowerCase().match(/[a-z]{5,}/g) ?? ["timeout"];
    return words.slice(-2).join(" ");
  });
}

/** One plain server over both sites, without compression; it counts what it sends. */
async function serve(sites) {
  const sent = [];
  const server = createServer((request, response) => {
    const [, name, ...rest] = decodeURIComponent(new URL(request.url, "http://localhost").pathname).split("/");
    const folder = sites[name];
    const file = folder && join(folder, rest.join("/") || "index.html");
    if (rest.join("/") === "blank.html") {
      response.writeHead(200, { "content-type": KINDS[".html"] });
      response.end("<!doctype html><title>blank</title>");
      return;
    }
    if (!file?.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404);
      response.end();
      return;
    }
    const bytes = readFileSync(file);
    sent.push({ path: rest.join("/"), bytes: bytes.length });
    response.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream", "content-length": bytes.length });
    response.end(bytes);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  /** What was sent since this was last asked. */
  const counted = () => {
    const all = sent.splice(0);
    return { requests: all.length, bytes: all.reduce((sum, one) => sum + one.bytes, 0) };
  };
  return { server, counted, address: `http://127.0.0.1:${server.address().port}` };
}

/** How each of the two is opened and asked, in the page: the scripts their own boxes for search use. */
const ENGINES = {
  coebook: {
    page: "index.html",
    open: async () => {
      globalThis.asked = await globalThis.coebookLoadSearch();
      await globalThis.asked.search({ warm: true, query: "", limit: 0, facets: false });
    },
    ask: async ([query, shown, again]) => {
      const start = performance.now();
      // The second time a question is put differently: answers are kept, and it is the engine that is measured.
      const answer = await globalThis.asked.search({ query, limit: shown, facets: false, ...(again ? { sort: "relevance" } : {}) });
      return { hits: answer.total, milliseconds: performance.now() - start };
    },
  },
  pagefind: {
    page: "blank.html",
    open: async () => {
      globalThis.asked = await import("/pagefind/pagefind/pagefind.js");
      await globalThis.asked.init();
    },
    ask: async ([query, shown]) => {
      const start = performance.now();
      const { results } = await globalThis.asked.search(query);
      await Promise.all(results.slice(0, shown).map((result) => result.data()));
      return { hits: results.length, milliseconds: performance.now() - start };
    },
  },
};

async function measure(name, { address, counted }, browser, asked) {
  const { page: path, open, ask } = ENGINES[name];
  const opened = async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/${name}/${path}`, { waitUntil: "load" });
    await page.waitForTimeout(200);
    counted();
    const start = performance.now();
    await page.evaluate(open);
    return { context, page, engine: { milliseconds: performance.now() - start, ...counted() } };
  };
  const question = async (page, query, again = false) => {
    const told = await page.evaluate(ask, [query, SHOWN, again]);
    return { ...told, ...counted() };
  };
  const rows = { engine: [], first: [], following: [], again: [], letters: [] };
  // First queries, each on a page that was just opened by a browser that knows nothing.
  for (const query of asked) {
    const { context, page, engine } = await opened();
    rows.engine.push(engine);
    rows.first.push(await question(page, query));
    await context.close();
  }
  // One reader who asks one thing after the other, then all of it once more.
  const reader = await opened();
  const answers = [];
  for (const query of asked) answers.push(await question(reader.page, query));
  rows.following = answers.slice(1);
  for (const query of asked) rows.again.push(await question(reader.page, query, true));
  await reader.context.close();
  // One reader who types, and gets an answer to every letter from the second on.
  const typist = await opened();
  for (const query of asked) {
    for (let end = 2; end <= query.length; end += 1) rows.letters.push(await question(typist.page, query.slice(0, end)));
  }
  await typist.context.close();
  return { rows, hits: answers.map((answer) => answer.hits) };
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const at = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
/** Median and 95th percentile. */
const both = (rows, of, shown) => {
  const numbers = rows.map(of);
  return `${shown(at(numbers, 0.5))} / ${shown(at(numbers, 0.95))}`;
};
const kilobytes = (bytes) => (bytes / 1000).toFixed(0);
const whole = (number) => number.toFixed(0);

const { corpus, site, other, told } = prepare();
const require = createRequire(join(ROOT, "tests/browser/package.json"));
const { chromium } = require("playwright-core");
const asked = queries(corpus);
const served = await serve({ coebook: site, pagefind: other });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? BROWSERS.find(existsSync),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const measured = {};
for (const name of ["coebook", "pagefind"]) {
  say(`${name} is asked`);
  measured[name] = await measure(name, served, browser, asked);
}
await browser.close();
served.server.close();

const line = (label, coebook, pagefind) => console.log(`${label.padEnd(34)}${coebook.padStart(18)}${pagefind.padStart(18)}`);
const row = (label, told) => line(label, told(measured.coebook.rows), told(measured.pagefind.rows));
console.log(`${documents} documents; median / 95th percentile of ${asked.length} queries; kB are 1000 bytes as sent, uncompressed HTTP\n`);
line("", "coebook", "Pagefind");
for (const [name, label] of [["engine", "engine, before a query"], ["first", "first query"], ["following", "following queries"], ["letters", "typing, each letter"], ["again", "asked again"]]) {
  row(`${label}: kB`, (rows) => both(rows[name], (one) => one.bytes, kilobytes));
  row("  requests", (rows) => both(rows[name], (one) => one.requests, whole));
  row("  ms", (rows) => both(rows[name], (one) => one.milliseconds, whole));
}
row("letters without a request", (rows) => `${whole((100 * rows.letters.filter((one) => one.requests === 0).length) / rows.letters.length)} %`);
if (told.build !== undefined) line("indexing, s", "in the build", told.pagefind.toFixed(1));
console.log("\nhits");
asked.forEach((query, place) => line(`  ${query}`, whole(measured.coebook.hits[place]), whole(measured.pagefind.hits[place])));
if (!process.env.KEEP) rmSync(work, { recursive: true, force: true });
