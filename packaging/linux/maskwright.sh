#!/bin/sh
# Starts Java as maskwright.cfg says. jpackage's own launcher first asks rpm and dpkg, twice each, to which package it
# belongs; that takes a good part of a second, and leaves a folder of rpm's in the person's home.
self="$(readlink -f "$0")"
home="${self%/bin/*}"
app="$home/lib/app"
exec "$home/lib/runtime/bin/java" @OPTIONS@ -cp "@CLASSPATH@" org.maskwright.app.Main "$@"
