// Fails where a file of src/ does not begin with a sentence that says what it is for.
import { readdirSync, readFileSync } from "node:fs";

// A comment at the beginning, about the file or about what it exports: not about the first constant in it.
const SENTENCE = /^(#!.*\n)?(\/\*\*(?:(?!\*\/)[^])*\*\/\n|(\/\/.*\n)+)(\n|import |export (?!const))/;

const files = readdirSync("src", { recursive: true }).filter((name) => /\.(ts|js)$/.test(name));
for (const name of files.filter((file) => !SENTENCE.test(readFileSync(`src/${file}`, "utf8")))) {
  console.error(`src/${name}: begin the file with a sentence that says what it is for, to somebody new here`);
  process.exitCode = 1;
}
