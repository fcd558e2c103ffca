build-san/schema/records/day.o: schema/records/day.c schema/records/day.h
schema/records/day.h:
