build-san/words_table.o: build-san/words_table.c \
 schema/base/words_table.h
schema/base/words_table.h:
