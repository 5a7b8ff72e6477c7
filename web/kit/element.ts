/**
 * The widgets of Element Plus that are worth having: a select that searches and a calendar. Their published prop
 * types do not survive `exactOptionalPropertyTypes`, so they are given here as plain components.
 */
import { ElDatePicker, ElOption, ElSelect } from 'element-plus'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/el-button.css'
import 'element-plus/theme-chalk/el-date-picker.css'
import 'element-plus/theme-chalk/el-date-picker-panel.css'
import 'element-plus/theme-chalk/el-input.css'
import 'element-plus/theme-chalk/el-option.css'
import 'element-plus/theme-chalk/el-popper.css'
import 'element-plus/theme-chalk/el-scrollbar.css'
import 'element-plus/theme-chalk/el-select.css'
import 'element-plus/theme-chalk/el-tag.css'
import 'element-plus/theme-chalk/el-time-picker.css'
import type { Component } from 'vue'

/** One or many out of a list, found by typing. */
export const Select: Component = ElSelect
/** One line of a Select. */
export const Option: Component = ElOption
/** A calendar, with hours when asked. */
export const DatePicker: Component = ElDatePicker
