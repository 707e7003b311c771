import Lab

await runThisProcess()
