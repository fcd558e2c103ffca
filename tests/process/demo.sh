#!/bin/sh
# The day in the county is true at every step, in both languages.
set -eu
for language in C.UTF-8 zh_CN.UTF-8; do
	SANJI=$PWD/${B:-build}/sanji LANG=$language LC_ALL= \
	    timeout 120 deploy/demo/day.sh
done
