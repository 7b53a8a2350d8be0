// Whether pages are HTML as it is written down.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import config from "./htmlvalidate.config.mjs";
import { samples } from "./pages.mjs";
import { allSites } from "./support.mjs";

const judge = new HtmlValidate(config);

for (const site of await allSites()) {
  for (const path of samples(site)) {
    test(`${site.name}/${path} is valid`, async () => {
      const { results } = await judge.validateFile(join(site.folder, path));
      const said = results.flatMap(({ messages }) => messages);
      assert.deepEqual(said.map(({ ruleId, line, column, message }) => `${line}:${column} ${ruleId}: ${message}`), []);
    });
  }
}
