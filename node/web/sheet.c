#include "node/web/sheet.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "node/actions/csv.h"
#include "node/hall_dir.h"
#include "schema/base/text.h"

#include "crypto/crypto.h"

/* Characters a column is wide. */
#define COLUMN_WIDTH 22

/* --- CSV ------------------------------------------------------------------ */

static int
add_text(struct buf *out, size_t place, const char *text, struct err *e)
{
	struct buf safe = BUF_INIT;
	int failed = strchr("=+-@\t\r", text[0]) != NULL && text[0] != '\0'
			 ? buf_printf(&safe, e, "'%s", text)
			 : buf_printf(&safe, e, "%s", text);

	if (!failed)
		failed = csv_add_cell(out, place, buf_text(&safe), e);
	buf_free(&safe);
	return failed;
}

static int
add_cell(struct buf *out, size_t place, const json_t *cell, struct err *e)
{
	char number[24];

	if (!json_is_integer(cell))
		return add_text(out, place, json_string_value(cell), e);
	(void)snprintf(number, sizeof(number), "%lld",
	    (long long)json_integer_value(cell));
	return csv_add_cell(out, place, number, e);
}

int
sheet_csv(const json_t *rows, struct buf *out, struct err *e)
{
	int failed = buf_add(out, CSV_MARK, strlen(CSV_MARK), e);
	size_t i, k;
	json_t *row, *cell;

	json_array_foreach (rows, i, row) {
		json_array_foreach (row, k, cell)
			failed = failed || add_cell(out, k, cell, e);
		failed = failed || csv_end_row(out, e) != 0;
	}
	return failed ? -1 : 0;
}

/* --- XLSX ----------------------------------------------------------------- */

static void
write_cell(lxw_worksheet *sheet, size_t row, size_t column, const json_t *cell)
{
	lxw_row_t i = (lxw_row_t)row;
	lxw_col_t k = (lxw_col_t)column;

	if (json_is_integer(cell))
		(void)worksheet_write_number(
		    sheet, i, k, (double)json_integer_value(cell), NULL);
	else
		(void)worksheet_write_string(
		    sheet, i, k, json_string_value(cell), NULL);
}

static int
write_book(const json_t *rows, const char *path, const char *directory)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE,
	    .tmpdir = (char *)(uintptr_t)directory};
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *sheet =
	    book == NULL ? NULL : workbook_add_worksheet(book, NULL);
	size_t i, k;
	json_t *row, *cell;

	if (sheet == NULL)
		return -1;
	(void)worksheet_set_column(sheet, 0,
	    (lxw_col_t)json_array_size(json_array_get(rows, 0)), COLUMN_WIDTH,
	    NULL);
	worksheet_freeze_panes(sheet, 1, 0);
	json_array_foreach (rows, i, row)
		json_array_foreach (row, k, cell)
			write_cell(sheet, i, k, cell);
	return workbook_close(book) == LXW_NO_ERROR ? 0 : -1;
}

int
sheet_xlsx(const json_t *rows, const char *directory, int *fd_out,
    size_t *len_out, struct err *e)
{
	char path[HALL_PATH_MAX + 48], name[17];
	uint8_t chance[8];
	struct stat st;
	int failed;

	crypto_random(chance, sizeof(chance));
	hex_text(chance, sizeof(chance), name);
	(void)snprintf(
	    path, sizeof(path), "%s/export.%s.part", directory, name);
	failed = write_book(rows, path, directory);
	*fd_out = failed ? -1 : open(path, O_RDONLY | O_CLOEXEC);
	(void)unlink(path);
	if (*fd_out < 0 || fstat(*fd_out, &st) != 0)
		return err_set(e, ERR_IO, "the file cannot be kept");
	*len_out = (size_t)st.st_size;
	return 0;
}
