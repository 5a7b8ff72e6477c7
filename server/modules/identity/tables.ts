/** The tables of this module as Kysely sees them. */
export type IdentityTables = {
  'identity.organisations': {
    adcode: string
    id: string
    name: string
    short_name: string | null
    kind: string
    credit_code: string | null
    external_code: string | null
    parent_id: string | null
    area_codes: string[]
    aliases: string[]
    is_demonstration: boolean
    created_at: Date
  }
  'identity.people': {
    adcode: string
    id: string
    username: string
    name: string
    organisation_id: string | null
    password_hash: string
    is_demonstration: boolean
    disabled_at: Date | null
    created_at: Date
  }
  'identity.post_holdings': { adcode: string; person_id: string; post: string }
  'identity.duty_areas': { adcode: string; person_id: string; area_code: string }
}
