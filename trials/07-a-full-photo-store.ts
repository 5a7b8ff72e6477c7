/**
 * The disk of the photos is filled to the last byte while four hands upload and sixteen report. Uploads are refused with 507
 * and its sentence, reports go on, uploads go on by themselves once there is room, and no row speaks of a missing file.
 */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import sharp from 'sharp'
import { createInstallation } from '../server/cli/testing.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { runSql } from '../server/platform/testing/template-database.ts'
import { findLoss } from './kill-rounds.ts'
import { findPoint, inWords, reportWithoutEnd, signIn, untilReady, withoutLimits } from './product.ts'
import { makeSmallDisk } from './small-disk.ts'
import { demand, numberFrom, type Trial } from './trial.ts'

const longestBack = 5

/** A photo like no other, of some hundred kilobytes. */
const makePhoto = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 640,
      height: 480,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg({ quality: 90 })
    .toBuffer()

type Uploads = {
  readonly kept: readonly string[]
  readonly refused: ReadonlyMap<string, number>
  stop(): Promise<void>
}

function uploadWithoutEnd(origin: string, token: string): Uploads {
  const kept: string[] = []
  const refused = new Map<string, number>()
  let isOver = false
  const hand = async (): Promise<void> => {
    while (!isOver) {
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(await makePhoto())], { type: 'image/jpeg' }), 'photo.jpg')
      const reply = await fetch(`${origin}/api/photos`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form,
      })
      const body = (await reply.json()) as { id?: string; code?: string; sentence?: { zh?: string } }
      if (reply.status === 200 && body.id) kept.push(body.id)
      else {
        const what = `${reply.status} ${body.code}${body.sentence?.zh ? '' : ' without a sentence'}`
        refused.set(what, (refused.get(what) ?? 0) + 1)
        await delay(100)
      }
    }
  }
  const hands = Array.from({ length: 4 }, hand)
  return {
    kept,
    refused,
    stop: async () => {
      isOver = true
      await Promise.all(hands)
    },
  }
}

/** Files of rows that are not there, files that no row names, and halves of files. */
async function compareFiles(ownerUrl: string, photos: string): Promise<Record<string, number>> {
  const rows = await runSql(ownerUrl, `select to_jsonb(p)::text as row from evidence.photos p`)
  const named = new Set(rows.flatMap(({ row }) => String(row).match(/[0-9a-f]{64}\.[a-z0-9]{2,8}/g) ?? []))
  const names = (await readdir(photos, { recursive: true })).map((it) => it.split('/').at(-1) ?? '')
  const whole = names.filter((it) => /^[0-9a-f]{64}\./.test(it) && !it.endsWith('.part'))
  return {
    'rows without their file': [...named].filter((it) => !existsSync(join(photos, it.slice(0, 2), it)))
      .length,
    'files without a row, left to the sweep': whole.filter((it) => !named.has(it)).length,
    'halves of files': names.filter((it) => it.endsWith('.part')).length,
  }
}

export const trial: Trial = {
  numbers: [7],
  name: { zh: '照片盘写满', en: 'the disk of the photos is full' },
  run: async ({ say }) => {
    demand(process.getuid?.() === 0, 'small disks can be mounted by root alone')
    const installation = await createInstallation({
      ...withoutLimits,
      JINGWEI_UPLOADS_PER_MINUTE: '0',
      JINGWEI_UPLOADS_PER_DAY: '0',
      JINGWEI_UPLOAD_MEGABYTES_PER_DAY: '0',
      // Without a reserve the disk is met at its very end.
      JINGWEI_DISK_RESERVE_MEGABYTES: '0',
    })
    const photos = join(installation.dataFolder, 'photos')
    const disk = makeSmallDisk(photos, 200)
    try {
      const server = await installation.start()
      const origin = server.url.replace(/\/$/, '')
      await untilReady(origin, 300)
      const token = await signIn(installation, origin, 'acceptor')
      const load = reportWithoutEnd({ origin: () => origin, token, point: await findPoint(origin, token) })
      const uploads = uploadWithoutEnd(origin, token)
      await delay(3000)
      say('full')
      disk.fill()
      const reportsBefore = load.acknowledged.size
      await delay(numberFrom('JINGWEI_TRIAL_SECONDS', 20) * 1000)
      const meanwhile = load.acknowledged.size - reportsBefore
      say(`room again; ${inWords(uploads.refused)}`)
      const [from, before] = [performance.now(), uploads.kept.length]
      disk.giveBack()
      while (uploads.kept.length === before && performance.now() - from < 60_000) await delay(20)
      const back = (performance.now() - from) / 1000
      await uploads.stop()
      await load.stop()
      const { ownerUrl } = await openDatabase({
        dataFolder: installation.dataFolder,
        join: true,
        log: () => undefined,
      })
      const loss = await findLoss(ownerUrl, load.acknowledged)
      const files = await compareFiles(ownerUrl, photos)
      const codes = [...uploads.refused.keys()]
      return {
        ok:
          loss.lost + loss.doubled + loss.halves === 0 &&
          load.others.size === 0 &&
          meanwhile > 0 &&
          codes.join() === '507 storage.full' &&
          files['rows without their file'] === 0 &&
          files['halves of files'] === 0 &&
          back <= longestBack,
        facts: {
          'photos kept': uploads.kept.length,
          'uploads refused': inWords(uploads.refused),
          'reports taken meanwhile': meanwhile,
          'uploading again after, s': Math.round(back * 10) / 10,
          ...files,
          ...loss,
        },
      }
    } finally {
      disk.giveBack()
      await installation.remove().catch(() => undefined) // The mount point itself goes with the disk.
      disk.remove()
      await installation.remove()
    }
  },
}
