/** The tables of identity as Kysely sees them. Printed by npm run db:types. */
export type IdentityTables = {
  'identity.api_key_counts': {
    adcode: string
    key_id: string
    /** The minute that is counted; the row is begun anew with the next. */
    minute: Date
    /** Taken out by servers, of which the last batch of each may not be used up yet. */
    taken: number
    /** The batch that was taken out last. */
    granted: number
  }
  'identity.api_keys': {
    adcode: string
    id: string
    name: string
    /** SHA-256 of the key, which has 256 random bits; the key itself is never stored. */
    token_hash: string
    token_start: string
    /** Whose rows the key sees. */
    post: string
    permissions: unknown
    area_codes: unknown
    organisation_id: string | null
    requests_per_minute: number | null
    created_at: Date
    created_by_id: string
    created_by_name: string
    expires_at: Date
    /** To the minute. */
    last_used_at: Date | null
    revoked_at: Date | null
  }
  'identity.demonstration_seeds': {
    adcode: string
    /** Random; the passwords of the demonstration accounts are derived from it. Accounts of real people never are. */
    secret: string
    begun_at: Date
  }
  'identity.demonstration_steps': {
    adcode: string
    step: string
    done_at: Date
  }
  /** Areas of duty of a person; none means the whole county. */
  'identity.duty_areas': {
    adcode: string
    person_id: string
    area_code: string
    ended_at: Date | null
  }
  'identity.known_devices': {
    adcode: string
    person_id: string
    /** SHA-256 of what the cookie of the browser holds; that itself is never stored. */
    device_hash: string
    known_since: Date
    last_sign_in_at: Date
  }
  'identity.organisations': {
    adcode: string
    id: string
    name: string
    short_name: string | null
    kind: string
    /** Unified social credit code, GB 32100-2015, 18 characters. */
    credit_code: string | null
    /** The key under which an imported data set knows it. */
    external_code: string | null
    parent_id: string | null
    area_codes: unknown
    aliases: unknown
    is_demonstration: boolean
    created_at: Date
    ended_at: Date | null
    version: number
  }
  /** Hashes of passwords that were replaced, so that a profile can refuse them. */
  'identity.password_history': {
    adcode: string
    person_id: string
    replaced_at: Date
    password_hash: string
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
    /** Personal: sealed; leaves the house masked, and whoever sees it whole is logged. */
    phone: string | null
    /** Somebody else chose the password; nothing can be done with it but choosing another. */
    must_change_password: boolean
    version: number
    /** When somebody last chose it; hashing it anew does not count. */
    password_changed_at: Date
    /** Posts named by who opened the account; null once they are granted or something else was. */
    applied_posts: unknown
    /** Areas of duty that were named with applied_posts. */
    applied_area_codes: unknown
  }
  'identity.post_holdings': {
    adcode: string
    person_id: string
    post: string
    ended_at: Date | null
  }
  'identity.preferences': {
    adcode: string
    person_id: string
    name: string
    value: unknown
    changed_at: Date
  }
  'identity.recovery_codes': {
    adcode: string
    person_id: string
    code_hash: string
    made_at: Date
    /** Used once, or made useless by newer ones. */
    used_at: Date | null
  }
  /** One for each person: begun, confirmed by a code, perhaps ended; begun anew it takes the place of the one before. */
  'identity.second_factors': {
    adcode: string
    person_id: string
    secret_sealed: string
    begun_at: Date
    confirmed_at: Date | null
    ended_at: Date | null
    /** The half minute of the last code that was accepted; only later ones are. */
    last_step: number
    version: number
  }
  'identity.security_settings': {
    adcode: string
    id: string
    settings: unknown
    version: number
  }
  'identity.sessions': {
    /** SHA-256 of the token; the token itself is never stored. */
    token_hash: string
    adcode: string
    person_id: string
    created_at: Date
    expires_at: Date
    ended_at: Date | null
    id: string
    /** To the minute; written as the session is used, outside any act. */
    last_seen_at: Date
    address: string | null
    user_agent: string | null
    /** Set where the session came through a provider; it ends with the link, and sleeps while the provider is off. */
    sign_on_link_id: string | null
    /** The provider asked for a second factor that the county lets count. */
    has_provider_factor: boolean
  }
  'identity.sign_in_challenges': {
    token_hash: string
    adcode: string
    person_id: string
    /** The one that was found right; when it is replaced meanwhile, the challenge is worth nothing. */
    password_hash: string
    created_at: Date
    expires_at: Date
    used_at: Date | null
    sign_on_link_id: string | null
  }
  'identity.sign_in_failures': {
    kind: string
    /** A user name as it was typed (hashed, since people type passwords there too), or an address. */
    key: string
    failures: number
    last_at: Date
    wait_until: Date | null
    version: number
  }
  'identity.sign_on_links': {
    adcode: string
    id: string
    provider_id: string
    person_id: string
    issuer: string
    subject_sealed: string
    subject_hash: string
    /** self, administrator, or match: the first time a claim was the user name. */
    linked_by: string
    linked_by_name: string
    linked_at: Date
    ended_at: Date | null
  }
  'identity.sign_on_providers': {
    adcode: string
    id: string
    /** Unique in the installation: whoever signs in does not say where they belong. */
    code: string
    settings: unknown
    client_secret_sealed: string | null
    created_at: Date
    version: number
  }
  'identity.sign_on_uses': {
    flow_hash: string
    adcode: string
    used_at: Date
  }
}
