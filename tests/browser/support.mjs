// What every test here needs: sites built by the program, a server over them, one browser, and pages that are watched.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, relative, sep } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { builtSite, CORPORA, corpusFolder, nameOf, ROOT } from "./sites.mjs";

/** The system's browser; where it has none, the one that `npx playwright-core install` fetched. */
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

const KINDS = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const scratch = mkdtempSync(join(tmpdir(), "coebook-browser-"));
const sites = new Map();
let launched;

after(async () => {
  await (await launched)?.close();
  for (const built of sites.values()) (await built).server.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** The one browser of this file. */
export function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? BROWSERS.find(existsSync),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  return launched;
}

/** The sample of this repository, or a folder of reports: built and served. */
export function site(source = ROOT) {
  if (!sites.has(source)) sites.set(source, served(source));
  return sites.get(source);
}

/** The sites tests look at: the sample and, where they are at hand, reports of others. What is left out is said. */
export async function allSites() {
  const found = [await site()];
  for (const name of CORPORA) {
    const folder = corpusFolder(name);
    if (existsSync(folder)) found.push(await site(folder));
    else test(`reports of ${name}`, { skip: "no ../shared/corpora" }, () => {});
  }
  return found;
}

async function served(source) {
  const folder = builtSite(source, scratch);
  const server = await serve(folder);
  return { name: nameOf(source), folder, server, address: `http://127.0.0.1:${server.address().port}/`, pages: pagesIn(folder) };
}

function pagesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const pages = files.filter((file) => file.isFile() && file.name.endsWith(".html"));
  const paths = pages.map((file) => relative(folder, join(file.parentPath ?? file.path, file.name)));
  return paths.filter((path) => !path.startsWith("files/")).sort();
}

function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const asked = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const found = asked.startsWith(folder + sep) && existsSync(asked) && statSync(asked).isFile();
    const file = found ? asked : join(folder, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server)));
}

/**
 * A page as a reader has it, watched until the test ends: an error in the console, a script that fails, a rule of the
 * Content-Security-Policy that is broken, a request that fails or leaves the site each fail the test.
 *
 * `t` is what `node:test` hands to the test. Options: `site` (the sample), `width` (1440), `height` (900), `scheme`
 * (`light` or `dark`), `javaScript` (true), `reducedMotion` (false), `media` (`screen` or `print`), `scale` (1),
 * `from` (`http` or `file`), `before` (called with the page before it loads).
 */
export async function openPage(t, path, options = {}) {
  const { width = 1440, height = 900, scheme = "light", javaScript = true, reducedMotion = false } = options;
  const { media = "screen", scale = 1, from = "http", before } = options;
  const of = options.site ?? (await site());
  const context = await (await browser()).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    javaScriptEnabled: javaScript,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
  });
  const page = await context.newPage();
  const base = from === "file" ? `${pathToFileURL(of.folder)}/` : of.address;
  const problems = watch(page, base);
  t.after(async () => {
    await context.close();
    assert.deepEqual(problems, [], `${of.name}/${path}`);
  });
  if (media === "print") await page.emulateMedia({ media });
  await before?.(page);
  await page.goto(base + path, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  return page;
}

/** Collects what must not happen on a page. */
function watch(page, base) {
  const problems = [];
  const found = (words) => problems.push(words);
  page.on("console", (message) => {
    const said = message.text();
    // The browser says of a page that is asked for and missing that it is missing; failed requests are told apart.
    if (message.type() === "error" || /content.security.policy|refused to/i.test(said)) found(`console: ${said}`);
  });
  page.on("pageerror", (error) => found(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !/^(data|blob):/.test(url)) found(`request out of the site: ${url}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") found(`request failed: ${request.url()}: ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) found(`status ${response.status()}: ${response.url()}`);
  });
  return problems;
}
