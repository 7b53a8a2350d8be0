// The sites the tests look at, built by the program: once for a whole run (`all.mjs`), or by the file that is run alone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The sample of this repository. */
export const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const BINARY = process.env.COEBOOK_BIN ?? join(ROOT, "target/debug/coebook");
const TODAY = "2026-11-21";

/** Real reports without front matter; they stand beside the repository, not in it. */
export const CORPORA = ["jupyterhub__mybinder.org-deploy", "navikt__dagpenger", "PostHog__post-mortems"];

export function corpusFolder(name) {
  return join(ROOT, "../shared/corpora", name);
}

export function nameOf(source) {
  return source === ROOT ? "sample" : source.split(sep).at(-1);
}

/** Where the site of a folder of reports is: what the run has built for all, or else built now, below `scratch`. */
export function builtSite(source, scratch) {
  const ofAll = process.env.COEBOOK_SITES && join(process.env.COEBOOK_SITES, nameOf(source));
  if (ofAll && existsSync(ofAll)) return ofAll;
  const folder = join(scratch, nameOf(source));
  assert.ok(existsSync(BINARY), `${BINARY} is missing: run \`cargo build\`, or set COEBOOK_BIN`);
  execFileSync(BINARY, ["build", source, "--out", folder, "--today", TODAY, "--quiet"], { stdio: "pipe" });
  return folder;
}
