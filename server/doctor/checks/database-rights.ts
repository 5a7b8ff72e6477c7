/** Whether the running program works with no more rights than it needs: it must not change what is only written. */
import { fine, warning } from '../finding.ts'
import { checkOfDatabase } from '../patient.ts'

export const databaseRights = checkOfDatabase('database-rights', async (database) => {
  const [row] = await database.rows<{ super: boolean; alters: boolean }>(
    `select (select rolsuper from pg_roles where rolname = current_user) as super,
            has_table_privilege('platform.audit_entries', 'update') or has_table_privilege('platform.audit_entries', 'delete') as alters`,
  )
  return row?.super || row?.alters
    ? [
        warning(
          {
            zh: '程序所用的数据库账户可以改动或删除审计记录。',
            en: 'The database account of the program could change or delete the audit lines.',
          },
          {
            zh: '让所有者账户建立程序角色 jingwei_app（见操作指南“数据库角色”）。',
            en: 'Let the owner make the role jingwei_app for the program (see roles in the operating guide).',
          },
        ),
      ]
    : [fine('数据库权限恰当', 'the rights in the database fit')]
})
