build-san/schema/records/id_number.o: schema/records/id_number.c \
 schema/records/id_number.h schema/base/macros.h schema/records/day.h
schema/records/id_number.h:
schema/base/macros.h:
schema/records/day.h:
