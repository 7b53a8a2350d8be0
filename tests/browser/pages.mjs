// Which pages stand for all: one of every kind, found in the site itself, so that a new kind of page is looked at
// without being named here.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * The pages of a site that tests look at: every page at the top, the largest of every folder, and of the COEs the
 * largest of every profile and of every language and the smallest of all. Of reports of others only what differs from
 * the sample: the front page, the largest COE and the smallest.
 */
export function samples(site) {
  const sizes = new Map(site.pages.map((path) => [path, statSync(join(site.folder, path)).size]));
  const largest = (paths) => paths.reduce((best, path) => (sizes.get(path) > sizes.get(best) ? path : best));
  const top = site.pages.filter((path) => !path.includes("/"));
  const folders = new Set(site.pages.filter((path) => path.includes("/")).map((path) => path.split("/")[0]));
  const chosen = new Set(site.name === "sample" ? top : ["index.html"]);
  const coes = coesOf(site);
  for (const folder of folders) {
    if (site.name !== "sample" && folder !== "coes") continue;
    chosen.add(largest(site.pages.filter((path) => path.startsWith(`${folder}/`))));
  }
  if (site.name === "sample") {
    for (const kind of groups(coes, (coe) => `${coe.profile} ${coe.language}`)) chosen.add(largest(kind));
  }
  const smallest = coes.map((coe) => coe.path).sort((a, b) => sizes.get(a) - sizes.get(b))[0];
  if (smallest) chosen.add(smallest);
  return [...chosen].filter((path) => sizes.has(path)).sort();
}

/** Every COE of a site: where its page is, its profile and language. */
export function coesOf(site) {
  const { coes } = JSON.parse(readFileSync(join(site.folder, "data/coes.json"), "utf8"));
  const known = new Set(site.pages);
  return coes.filter((coe) => known.has(coe.url)).map(({ url, profile, language }) => ({ path: url, profile, language }));
}

function groups(coes, key) {
  const found = new Map();
  for (const coe of coes) found.set(key(coe), [...(found.get(key(coe)) ?? []), coe.path]);
  return found.values();
}
