#!/bin/sh
# A notice is issued, printed as PDF and as a page, and printed again; what
# cannot be printed leaves neither a file nor a trace.
. tests/process/halls.sh.inc

three_halls
case=$(member "$(receive village)" number)
at village notice issue "$case" kind=promise >/dev/null
notice=330421111205-01-CN-00001
out=$halls/notice

# Refused, and an older file stays as it was.
echo old >"$out.pdf"
before=$(at village dump | cksum)
refused 1 'there is no copy 5' \
    at village notice print $notice --out "$out.pdf" --copy 5
refused 1 'must be one of: zh, en' \
    at village notice print $notice --out "$out.pdf" --lang fr
refused 1 'No such file' at village notice print $notice --out "$out/x.pdf"
refused 1 'not known here' at village notice print 1-2-3 --out "$out.pdf"
refused 2 'give --out FILE.pdf' at village notice print $notice
refused 2 'give --out FILE.pdf' \
    at village notice print $notice --out "$out.doc"
[ "$(cat "$out.pdf")" = old ] || fail "a refusal touched the file"
[ ! -e "$out.pdf.new" ] || fail "a refusal left half a file"
[ "$(at village dump | cksum)" = "$before" ] || fail "a refusal left a trace"

# What draws the PDF is a program beside sanji: without it, or if it dies,
# nothing is printed, and it is told no passphrase.
mkdir "$halls/bin"
cp "$sanji" "$halls/bin/sanji"
alone() { "$halls/bin/sanji" -C "$halls/village" "$@"; }
drawn_by() {
	printf '#!/bin/sh\n%s\n' "$1" >"$halls/bin/sanji-pdf"
	chmod +x "$halls/bin/sanji-pdf"
}
refused 1 'sanji-pdf is not installed' \
    alone notice print $notice --out "$out.pdf"
drawn_by 'kill -9 $$'
refused 1 'sanji-pdf ended before' alone notice print $notice --out "$out.pdf"
drawn_by 'echo no ink >&2; exit 6'
refused 1 '^sanji: no ink$' alone notice print $notice --out "$out.pdf"
[ "$(at village dump | cksum)" = "$before" ] || fail "it is recorded as printed"
[ "$(cat "$out.pdf")" = old ] || fail "what failed touched the file"
drawn_by 'env >&2; exit 6'
! SANJI_PASSPHRASE=secret alone notice print $notice --out "$out.pdf" 2>&1 |
    grep -q secret || fail "the passphrase is passed on"

at village notice print $notice --out "$out.pdf"
pdfinfo "$out.pdf" | grep -q '^Pages: *4$' || fail "not four copies"
pdftotext "$out.pdf" - | grep -q 承诺件通知书 || fail "not in Chinese"
! pdftotext "$out.pdf" - | grep -q 补打 || fail "the first print is no reprint"
code=$(member "$(at village notice show $notice --json)" query_code)
pdftoppm -r 150 -png -singlefile "$out.pdf" "$halls/page"
[ "$(zbarimg -q --raw "$halls/page.png" 2>/dev/null)" = "$case $code" ] ||
    fail "the QR code does not say number and query code"
at village git export "$halls/log" >/dev/null
git -C "$halls/log" log --all --format=%B >"$halls/log.txt"
grep -q 'notice_printed' "$halls/log.txt" || fail "the print is not in the log"
! grep -q '"query_code"\|"'"$code"'"' "$halls/log.txt" ||
    fail "the query code is in the log"
[ "$(stat -c %a "$out.pdf")" = 600 ] || fail "others may read the file"

at village notice print $notice --out "$out.html" --copy 4 --slip |
    grep -q 'reprint 1' || fail "a reprint is not announced"
grep -q '补打 1' "$out.html" || fail "the reprint does not say so"
[ "$(grep -c '<section' "$out.html")" = 1 ] || fail "not one copy alone"
grep -q '@page{size:80mm' "$out.html" || fail "not on a slip"
at village notice print $notice --out "$out.pdf" --lang en --json |
    grep -q '"print":3' || fail "prints are miscounted"
pdftotext "$out.pdf" - | grep -q 'REPRINT 2' || fail "not in English"

at village notice deliver $notice copy=4 method=direct >/dev/null
at village notice list "$case" | grep -q "$notice.*4 *3 *4" ||
    fail "the list does not say what was printed and handed over"
