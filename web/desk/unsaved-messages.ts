/** Texts of the bar of changes that are not saved. */
import { messages } from '#kit/i18n/messages.ts'

export const unsavedMessages = messages(
  'unsaved',
  {
    count: '{count} 项更改尚未保存',
    save: '保存',
    discard: '放弃更改',
    saved: '已保存，第 {version} 版',
    meanwhile: '在您修改期间，他人已改为第 {version} 版。',
    rebase: '载入新版，保留我的更改',
    leave: '有更改尚未保存，确定离开？',
    version: '第 {version} 版',
    untouched: '全部为出厂内容，还没有更改过',
  },
  {
    count: 'Not saved yet: {count}',
    save: 'Save',
    discard: 'Discard',
    saved: 'Saved as version {version}',
    meanwhile: 'While you worked, somebody else saved version {version}.',
    rebase: 'Load it, keep my changes',
    leave: 'There are changes not saved. Leave?',
    version: 'Version {version}',
    untouched: 'As delivered; nothing was changed yet',
  },
)
