#!/bin/sh
# Makes VERSION the release that runs: stops the service (begun requests end), switches, starts. Lists releases without one.
#   switch-release.sh [--no-service] [VERSION]
set -eu
prefix=$(cd "$(dirname "$0")" && pwd)
service=yes
if [ "${1:-}" = --no-service ]; then service=no; shift; fi
if [ $# -eq 0 ]; then
  echo "已安装 / installed:"; ls -1 "$prefix/releases"
  echo "当前 / current: $(basename "$(readlink "$prefix/current" || echo none)")"
  exit 0
fi
if [ ! -d "$prefix/releases/$1" ]; then
  echo "没有版本 $1。/ There is no release $1." >&2
  exit 2
fi
[ "$service" = no ] || systemctl stop jingwei.service
ln -s "releases/$1" "$prefix/current.part"
mv -T "$prefix/current.part" "$prefix/current"
[ "$service" = no ] || systemctl start jingwei.service
echo "当前版本 / now running: $1"
