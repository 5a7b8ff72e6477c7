/** The chart library behind a small face; this file is loaded only after the numbers are shown. */
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Situation } from '#domain/cases/situation-contract.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

export type ChartNames = { readonly reported: string; readonly closed: string; readonly usual: string }

export type DayChart = {
  draw(hours: Situation['hours'], names: ChartNames, untilHour: number): void
  resize(): void
  destroy(): void
}

/** Colours and sizes as the page has them now. */
function readLook(box: HTMLElement) {
  const style = getComputedStyle(box)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  return {
    ink: read('--ink-soft'),
    line: read('--line'),
    accent: read('--accent'),
    green: read('--light-green'),
    faint: read('--ink-faint'),
    ground: read('--ground-raised'),
    size: Number.parseFloat(style.fontSize),
    family: style.fontFamily,
  }
}

/** Opens a chart in `box`. */
export function openDayChart(box: HTMLElement): DayChart {
  const chart = init(box, undefined, { renderer: 'svg' })
  return {
    draw: (hours, names, untilHour) => {
      const look = readLook(box)
      const text = { color: look.ink, fontSize: look.size, fontFamily: look.family }
      // An hour that has not come yet is no hour without reports.
      const soFar = (of: 'reported' | 'closed') => hours.map((it) => (it.hour <= untilHour ? it[of] : null))
      const lineOf = { type: 'line', showSymbol: false, lineStyle: { width: look.size / 6 } }
      const option: EChartsCoreOption = {
        animation: false,
        textStyle: text,
        grid: { left: look.size * 2.6, right: look.size, top: look.size * 2, bottom: look.size * 1.8 },
        legend: {
          top: 0,
          right: 0,
          textStyle: text,
          itemHeight: look.size * 0.7,
          itemWidth: look.size * 1.6,
        },
        tooltip: { trigger: 'axis', backgroundColor: look.ground, borderColor: look.line, textStyle: text },
        xAxis: {
          type: 'category',
          data: hours.map((it) => it.hour),
          axisLabel: { ...text, interval: 2 },
          axisLine: { lineStyle: { color: look.line } },
          axisTick: { show: false },
        },
        yAxis: {
          type: 'value',
          minInterval: 1,
          splitNumber: 3,
          axisLabel: text,
          splitLine: { lineStyle: { color: look.line } },
        },
        series: [
          { type: 'bar', name: names.reported, data: soFar('reported'), itemStyle: { color: look.accent } },
          { ...lineOf, name: names.closed, data: soFar('closed'), itemStyle: { color: look.green } },
          ...(hours.some((it) => it.usual !== null)
            ? [
                {
                  ...lineOf,
                  name: names.usual,
                  data: hours.map((it) => it.usual?.toFixed(1)),
                  itemStyle: { color: look.faint },
                  lineStyle: { width: look.size / 8, type: 'dashed' },
                },
              ]
            : []),
        ],
      }
      chart.setOption(option, { notMerge: true })
    },
    resize: () => chart.resize(),
    destroy: () => chart.dispose(),
  }
}
