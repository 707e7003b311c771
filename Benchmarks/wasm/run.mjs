// Runs a compiled plan in Node over .build/reformlab.wasm and prints one line of JSON:
//
//   node Benchmarks/wasm/run.mjs PLAN SEED REPLICATION [TIMES [RESULTS]]
//
// `events` worked off, `digest` of all tallies and records (equal for equal results, natively too), and
// `cpuSeconds` of the run alone: the least of TIMES runs (1), because the first ones are also compiled by the
// machine. With RESULTS, the result bytes are written to that file.
import { readFileSync, writeFileSync } from 'node:fs'
import { load } from '../../Web/reformlab.mjs'

const [file, seed, replication, times = '1', results] = process.argv.slice(2)
if (replication === undefined) {
  console.error('use: node Benchmarks/wasm/run.mjs PLAN SEED REPLICATION [TIMES [RESULTS]]')
  process.exit(64)
}

try {
  const module = await load(readFileSync(new URL('../../.build/reformlab.wasm', import.meta.url)))
  const plan = module.plan(readFileSync(file))
  let least = Infinity
  let bytes
  for (let i = 0; i < Math.max(1, Number(times)); i++) {
    const run = plan.run(BigInt(seed), BigInt(replication))
    const before = process.cpuUsage()
    while (!run.advance(20_000)) {}
    const spent = process.cpuUsage(before)
    least = Math.min(least, (spent.user + spent.system) / 1e6)
    bytes = run.results()
    run.close()
  }
  plan.close()
  const view = new DataView(bytes.buffer)
  console.log(JSON.stringify({
    cpuSeconds: least,
    events: Number(view.getBigInt64(32 + 3 * 8, true)),
    digest: view.getBigUint64(24, true).toString(16).padStart(16, '0'),
  }))
  if (results !== undefined) writeFileSync(results, bytes)
} catch (error) {
  console.error(`wasm: ${file}: ${error.message}`)
  process.exit(1)
}
