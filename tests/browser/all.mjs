// Runs every test of this folder over sites that are built once for all of them. Arguments go to `node --test`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtSite, CORPORA, corpusFolder, ROOT } from "./sites.mjs";

const folder = mkdtempSync(join(tmpdir(), "coebook-sites-"));
try {
  for (const source of [ROOT, ...CORPORA.map(corpusFolder).filter(existsSync)]) builtSite(source, folder);
  const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=2", ...process.argv.slice(2)], {
    stdio: "inherit",
    cwd: import.meta.dirname,
    env: { ...process.env, COEBOOK_SITES: folder },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
