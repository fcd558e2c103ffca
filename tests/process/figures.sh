#!/bin/sh
# What people read of halls that changed, of slots, of clocks and of old
# versions, in either language.
. tests/process/halls.sh.inc

three_halls
number=$(member "$(receive village)" number)
at village sync >/dev/null
at town sync >/dev/null

says() {
	pattern=$1
	shift
	"$@" | grep -q -- "$pattern" || fail "\"$pattern\" is not said by $*"
}

# Named anew from next year on: the case stays with the old name.
at county hall rename 北鹤村 name=北鹤社区 since=2099-01-01 >/dev/null
says '北鹤村' at county hall list 330421111205
says '北鹤社区' at county hall list 330421111205 at=2099-01-01
says '2099-01-01  listed  北鹤社区' at county hall show 北鹤村
says '^北鹤村.*  1  *1  *0' at county stats
says '^姚庄镇  *1  *1  *0' at county stats --above
refused 1 'is no day' at county hall list at=2099-02-30

# A slot, booked at the village while the town hears nothing, then placed.
slot=$(member "$(at town --json slot publish date=2099-01-02 from=09:00 \
    to=09:30 capacity=1 window=社保窗口)" slot)
at village sync >/dev/null
says '社保窗口' at village slot list
booking=$(member "$(at village --json booking make "$slot" name=王秀英 \
    phone=13857312345)" number)
says 'requested' at village booking list
asked() {
	at village sync >/dev/null
	at village booking list
}
until_says placed asked
LC_ALL=zh_CN.UTF-8 says '已安排' at town booking list
at village booking show "$booking" >/dev/null

says 'no clock was wrong' at county timewarps list
says 'no case was taken in by an old version' at county case outdated
at county case show "$number" >/dev/null
