build-san/schema/base/words.o: schema/base/words.c schema/base/words.h \
 schema/base/macros.h schema/base/words_table.h
schema/base/words.h:
schema/base/macros.h:
schema/base/words_table.h:
