/** The entry of the server, `node server/main.ts start`: the command line, which starts it. */
await import('./cli/main.ts')
