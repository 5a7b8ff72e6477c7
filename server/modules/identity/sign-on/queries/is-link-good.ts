/** Whether what came in through a provider still holds. */

/** The condition on a row `alias` with `adcode` and `sign_on_link_id`: no link, or one that has not ended with a provider that is on. */
export const isLinkGood = (alias: string): string =>
  `(${alias}.sign_on_link_id is null or exists (
     select from identity.sign_on_links l join identity.sign_on_providers v on v.adcode = l.adcode and v.id = l.provider_id
     where l.adcode = ${alias}.adcode and l.id = ${alias}.sign_on_link_id and l.ended_at is null
       and v.settings->'isOn' = 'true'))`
