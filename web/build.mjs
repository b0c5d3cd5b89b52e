// Writes the script of the pages: checks the types, bundles, and says of which source it is, so
// that a test without node can tell whether what is committed is older than its source.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../src/dragoman/faces/web/static/islands.js");
const islands = readdirSync(join(here, "islands")).sort().map((name) => `islands/${name}`);

const digest = createHash("sha256");
for (const name of [...islands, "build.mjs", "package-lock.json", "tsconfig.json"]) {
  digest.update(`${name}\n`).update(readFileSync(join(here, name)));
}
execFileSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "--project", here], { stdio: "inherit" });
await build({
  absWorkingDir: here,
  entryPoints: ["islands/main.ts"],
  outfile: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  banner: { js: `// web/islands ${digest.digest("hex")}` },
  logLevel: "warning",
});
