// Runs a comparison from plans JSON in Node over .build/reformlab.wasm, as the browser's worker does:
//
//   node Benchmarks/wasm/compare.mjs PLANS REPLICATIONS [CHOICES [DESIGN PATCHED]]
//
// CHOICES is a JSON object {path: index}. Prints one line of JSON: `results`, what the worker would tell after
// 1, 2, 4, … replications, and `firstMilliseconds` up to the first of them, from the bytes of the module on. With
// PATCHED, the sealed plan bytes of that design (by number) are written to that file.
import { readFileSync, writeFileSync } from 'node:fs'
import { Comparison, patched } from '../../Web/kernel-comparison.js'
import { load } from '../../Web/reformlab.mjs'

const [file, replications, choices = '{}', design, out] = process.argv.slice(2)
if (replications === undefined) {
  console.error('use: node Benchmarks/wasm/compare.mjs PLANS REPLICATIONS [CHOICES [DESIGN PATCHED]]')
  process.exit(64)
}

try {
  const wasm = readFileSync(new URL('../../.build/reformlab.wasm', import.meta.url))
  const plans = JSON.parse(readFileSync(file))
  const chosen = JSON.parse(choices)
  const begin = performance.now()
  const module = await load(wasm)
  const comparison = new Comparison(module, plans)
  const results = []
  let first = null
  await comparison.run({ choices: chosen, replications: [0, Number(replications)] }, (result) => {
    first ??= performance.now() - begin
    results.push(result)
  }, async () => false)
  console.log(JSON.stringify({ firstMilliseconds: first, results }))
  if (out !== undefined) {
    writeFileSync(out, module.seal(patched(plans, comparison.bytes[design], design, chosen)))
  }
} catch (error) {
  console.error(`wasm: ${file}: ${error.message}`)
  process.exit(1)
}
