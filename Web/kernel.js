// The kernel in the browser: until the WebAssembly module is there, the server alone answers.

/** The kernel for these plans; throws when the browser has none. */
export async function openKernel() {
  throw new Error('no-kernel')
}
