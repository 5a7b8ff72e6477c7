/** A figure that a part of the house can tell about itself, for whoever watches the running house. */
export type HouseGauge = {
  /** After Prometheus' habit, without the leading `jingwei_`: `backup_age_seconds`. */
  readonly name: string
  readonly help: string
  /** Asked at each reading; undefined where there is none yet. */
  read(): Promise<number | undefined>
}
