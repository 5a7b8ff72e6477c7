/**
 * Servers that start at the same moment. On a database server, empty or not, both are ready, everything was migrated and seeded
 * once. On one data folder the second is refused within two seconds of its being asked, and the first goes on undisturbed.
 */
import { createInstallation } from '../server/cli/testing.ts'
import { runSql } from '../server/platform/testing/template-database.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { findPoint, inWords, reportWithoutEnd, signIn, untilReady, withoutLimits } from './product.ts'
import { numberFrom, type Trial, type TrialContext, type TrialResult } from './trial.ts'

/** What would be there twice, had two servers each done it. */
const marks = `select
  (select count(*) from platform.migrations)::int as migrations,
  (select count(*) from identity.people)::int as people,
  (select count(*) - count(distinct username) from identity.people)::int as "people twice",
  (select count(*) from cases.cases)::int as cases,
  (select count(*) - count(distinct report_number) from cases.cases)::int as "numbers twice"`

async function onOneServer({ say }: TrialContext): Promise<TrialResult> {
  const rounds = numberFrom('JINGWEI_TRIAL_ROUNDS', 3)
  const facts: Record<string, number | string> = { rounds }
  const faults: string[] = []
  let longest = 0
  for (let round = 0; round < rounds; round++) {
    const postgres = await makeKillablePostgres()
    const environment = { ...withoutLimits, DATABASE_URL: postgres.url }
    const installations = await Promise.all([
      createInstallation(environment),
      createInstallation(environment),
    ])
    try {
      const startAll = async (): Promise<void> => {
        const from = performance.now()
        const servers = await Promise.all(installations.map((it) => it.start()))
        await Promise.all(servers.map((it) => untilReady(it.url.replace(/\/$/, ''), 300)))
        longest = Math.max(longest, (performance.now() - from) / 1000)
        for (const it of servers) it.kill('SIGTERM')
        const ended = await Promise.all(servers.map((it) => it.ended))
        for (const { code, err } of ended)
          if (code !== 0) faults.push(`ended with ${code}: ${err.slice(-300)}`)
      }
      say(`round ${round + 1}: an empty database`)
      await startAll()
      const [first] = await runSql(postgres.url, marks)
      say(`round ${round + 1}: the same again`)
      await startAll()
      const [second] = await runSql(postgres.url, marks)
      if (JSON.stringify(first) !== JSON.stringify(second)) faults.push('the second start added something')
      if (first?.['people twice'] || first?.['numbers twice']) faults.push('something is there twice')
      Object.assign(facts, first)
      const verified = await installations[0].run(['verify', '--json'])
      if (verified.code !== 0) faults.push(`verify ends with ${verified.code}: ${verified.out.slice(0, 300)}`)
    } finally {
      await Promise.all(installations.map((it) => it.remove()))
      await postgres.remove()
    }
  }
  facts['longest until both are ready, s'] = Math.round(longest * 10) / 10
  return { ok: faults.length === 0, facts: { ...facts, faults: faults.join('; ') } }
}

async function onOneFolder(): Promise<TrialResult> {
  const installation = await createInstallation(withoutLimits)
  try {
    const server = await installation.start()
    const origin = server.url.replace(/\/$/, '')
    await untilReady(origin, 300)
    const token = await signIn(installation, origin, 'acceptor')
    const load = reportWithoutEnd({
      origin: () => origin,
      token,
      point: await findPoint(origin, token),
      hands: 1,
    })
    // What any command needs to begin is no part of the refusal.
    const began = performance.now()
    await installation.run(['--version'])
    const usual = performance.now() - began
    let longest = 0
    const codes = new Set<number | null>()
    const tries = 5
    for (let round = 0; round < tries; round++) {
      const from = performance.now()
      const { code, err } = await installation.run(['start'])
      longest = Math.max(longest, (performance.now() - from - usual) / 1000)
      codes.add(code)
      if (!err.includes(String(server.pid))) codes.add(-1)
    }
    await load.stop()
    return {
      ok:
        !codes.has(0) &&
        !codes.has(null) &&
        !codes.has(-1) &&
        longest <= 2 &&
        load.again() === 0 &&
        load.others.size === 0,
      facts: {
        tries,
        'ends with': [...codes].join(', '),
        'longest until refused, s': Math.round(longest * 10) / 10,
        'disturbed requests': load.again(),
        ...(load.others.size ? { 'other answers': inWords(load.others) } : {}),
      },
    }
  } finally {
    await installation.remove()
  }
}

export const trial: Trial = {
  numbers: [9],
  name: {
    zh: '两个服务同时启动：同一数据库只升级、装入一次；同一数据目录拒绝第二个',
    en: 'two servers start at once: on one database server, and on one data folder',
  },
  run: async (context) => {
    const folder = await onOneFolder()
    const server = await onOneServer(context)
    return {
      ok: folder.ok && server.ok,
      facts: {
        ...server.facts,
        ...Object.fromEntries(Object.entries(folder.facts).map(([k, v]) => [`folder: ${k}`, v])),
      },
    }
  },
}
