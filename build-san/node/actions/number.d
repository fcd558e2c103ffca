build-san/node/actions/number.o: node/actions/number.c \
 node/actions/number.h schema/base/macros.h schema/base/name.h \
 schema/records/day.h
node/actions/number.h:
schema/base/macros.h:
schema/base/name.h:
schema/records/day.h:
