/**
 * OpenTelemetry traces, where a receiver is set: request → act → statement → round of the relay, and from the announcement
 * of an act on to the jobs that follow it. Without a receiver nothing here is loaded.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span, SpanContext } from '@opentelemetry/api'
import { announced, type Deed, deeds, type Outcome } from './channels.ts'
import { factsAtBegin, factsAtEnd, faultOf, nameOfDeed } from './deed-words.ts'

export type Traces = {
  /** Sends what is waiting, and listens no more. */
  close(): Promise<void>
}

export type TracesOptions = {
  /** Where an OTLP receiver takes traces over HTTP, for instance `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string
  readonly version: string
  /** Of how many requests one is traced, as a share between 0 and 1. */
  readonly share: number
  /** How long spans wait to be sent together. */
  readonly sendEveryMilliseconds?: number
}

type Tracing = {
  begin(deed: Deed, parent: SpanContext | undefined): Span
  end(span: Span, deed: Deed & Outcome): void
  shutdown(): Promise<void>
}

async function openTracing({
  url,
  version,
  share,
  sendEveryMilliseconds = 5_000,
}: TracesOptions): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: 5_000 })
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'jingwei', 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: sendEveryMilliseconds })],
  })
  const tracer = provider.getTracer('jingwei', version)
  const nothing = api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT)
  return {
    begin: (deed, parent) => {
      // What the house asks the database on its own, by a timer, is no story worth telling.
      if (deed.kind === 'statement' && (!parent || !api.isSpanContextValid(parent))) return nothing
      const below = parent ? api.trace.setSpanContext(api.ROOT_CONTEXT, parent) : api.ROOT_CONTEXT
      return tracer.startSpan(nameOfDeed(deed), { attributes: factsAtBegin(deed) }, below)
    },
    end: (span, deed) => {
      span.setAttributes(factsAtEnd(deed))
      const fault = faultOf(deed)
      if (fault) span.setStatus({ code: api.SpanStatusCode.ERROR, message: fault })
      span.end()
    },
    shutdown: () => provider.shutdown(),
  }
}

const parentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** The trace named by a header after W3C Trace Context. */
function readParent(header: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = parentPattern.exec(header ?? '') ?? []
  return traceId && spanId ? { traceId, spanId, traceFlags: Number.parseInt(flags ?? '0', 16) } : undefined
}

/** Of so many announcements it is remembered which act made them. */
const longestMemory = 10_000

/** Remembers which span made an announcement, the newest ones only. */
function createOrigins() {
  const origins = new Map<string, SpanContext>()
  return {
    find: (id: string): SpanContext | undefined => origins.get(id),
    keep: (id: string, span: SpanContext): void => {
      origins.set(id, span)
      for (const oldest of origins.keys()) {
        if (origins.size <= longestMemory) break
        origins.delete(oldest)
      }
    },
  }
}

/** Begins to trace what this process does. */
export async function startTraces(options: TracesOptions): Promise<Traces> {
  const tracing = await openTracing(options)
  const current = new AsyncLocalStorage<Span>()
  const spans = new WeakMap<Deed, Span>()
  const origins = createOrigins()

  const parentOf = (deed: Deed): SpanContext | undefined => {
    if (deed.kind === 'request') return readParent(deed.parent)
    if (deed.kind === 'job') return deed.announcementId ? origins.find(deed.announcementId) : undefined
    return current.getStore()?.spanContext()
  }
  const begin = (deed: Deed): Span => {
    const span = tracing.begin(deed, parentOf(deed))
    spans.set(deed, span)
    return span
  }
  const end = (message: unknown): void => {
    const deed = message as Deed & Outcome
    const span = spans.get(deed)
    spans.delete(deed)
    if (span) tracing.end(span, deed)
  }
  const remember = (id: unknown): void => {
    const span = current.getStore()
    if (span?.isRecording()) origins.keep(String(id), span.spanContext())
  }
  for (const channel of Object.values(deeds)) {
    channel.start.bindStore(current, (deed) => begin(deed as Deed))
    channel.asyncEnd.subscribe(end)
  }
  announced.subscribe(remember)
  return {
    close: async () => {
      for (const channel of Object.values(deeds)) {
        channel.start.unbindStore(current)
        channel.asyncEnd.unsubscribe(end)
      }
      announced.unsubscribe(remember)
      await tracing.shutdown()
    },
  }
}
