/*
 * types: the record types there are, each declared in a file of its name.
 */
#ifndef SANJI_RECORDS_TYPES_H
#define SANJI_RECORDS_TYPES_H

#include "schema/records/record_type.h"

extern const struct record_type record_hall;	   /* halls the county has */
extern const struct record_type record_member;	   /* halls with keys */
extern const struct record_type record_fork;	   /* 分叉 */
extern const struct record_type record_address;	   /* where to call */
extern const struct record_type record_erasure;	   /* 删除通告 */
extern const struct record_type record_item;	   /* 事项 */
extern const struct record_type record_item_draft; /* 事项草稿 */
extern const struct record_type record_calendar;   /* 工作日历 */
extern const struct record_type record_joint_rule; /* 联办责任部门 */
extern const struct record_type record_power;	   /* 下放权限 */
extern const struct record_type record_case;	   /* 办件 */
extern const struct record_type record_rating;	   /* 满意度 */
extern const struct record_type record_complaint;  /* 投诉 */
extern const struct record_type record_payment;	   /* 收费 */
extern const struct record_type record_period;	   /* 考核期 */
extern const struct record_type record_score;	   /* 窗口考核 */
extern const struct record_type record_agency;	   /* 中介机构 */
extern const struct record_type record_staff;	   /* 人员 */
extern const struct record_type record_swipe;	   /* 考勤 */
extern const struct record_type record_person;	   /* 人 */
extern const struct record_type record_slot;	   /* 预约号源 */
extern const struct record_type record_booking;	   /* 预约 */

#endif
