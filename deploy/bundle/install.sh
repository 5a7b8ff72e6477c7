#!/bin/sh
# Installs this bundle without any network: checks every file, copies the release beside earlier ones, switches to it, and
# (as root, with systemd) sets up the account, the service and the daily examination.
#
#   ./install.sh                      install or upgrade, then start
#   ./install.sh --prefix DIR         another place than /opt/jingwei
#   ./install.sh --no-service         copy and switch only; no account, no systemd
#   PREFIX/switch-release.sh VERSION  go to a release that is already there (see docs/operations.md before going back)
set -eu

prefix=/opt/jingwei
service=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --prefix) prefix=$2; shift 2 ;;
    --no-service) service=no; shift ;;
    *) echo "没有选项 $1 / there is no option $1" >&2; exit 2 ;;
  esac
done

here=$(cd "$(dirname "$0")" && pwd)
version=$(cat "$here/VERSION")
platform=$(cat "$here/PLATFORM")
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) machine=linux-x64 ;;
  Linux-aarch64) machine=linux-arm64 ;;
  *) machine=other ;;
esac
if [ "$machine" != "$platform" ]; then
  echo "安装包用于 $platform，本机是 $(uname -s)-$(uname -m)。/ This bundle is for $platform." >&2
  exit 2
fi
if [ "$service" = yes ] && [ "$(id -u)" != 0 ]; then
  echo "请用 root 执行，或加 --no-service。/ Run it as root, or with --no-service." >&2
  exit 2
fi

echo "校验文件 / checking files"
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS) || {
  echo "安装包不完整或被改动，未作任何更改。/ The bundle is damaged or was changed; nothing was done." >&2
  exit 2
}

release="$prefix/releases/$version"
if [ "$here" != "$release" ]; then
  echo "复制到 / copying to $release"
  mkdir -p "$prefix/releases"
  rm -rf "$release.part"
  cp -a "$here" "$release.part"
  rm -rf "$release"
  mv "$release.part" "$release"
fi
cp "$release/switch-release.sh" "$prefix/switch-release.sh"

if [ "$service" = no ]; then
  "$prefix/switch-release.sh" --no-service "$version"
  exit 0
fi

chown -R root:root "$release"
if command -v systemd-sysusers >/dev/null; then
  install -D -m 0644 "$release/deploy/systemd/jingwei.sysusers" /usr/lib/sysusers.d/jingwei.conf
  systemd-sysusers jingwei.conf
elif ! id jingwei >/dev/null 2>&1; then
  useradd --system --home-dir /var/lib/jingwei --shell /usr/sbin/nologin jingwei
fi
install -d -m 0750 -g jingwei /etc/jingwei
if [ ! -e /etc/jingwei/jingwei.env ]; then
  install -m 0640 -g jingwei "$release/deploy/systemd/jingwei.env.example" /etc/jingwei/jingwei.env
  echo "请核对设置 / look over the settings: /etc/jingwei/jingwei.env"
fi
for unit in "$release"/deploy/systemd/*.service "$release"/deploy/systemd/*.timer; do
  install -m 0644 "$unit" /etc/systemd/system/
done
cat >/usr/local/bin/jingwei <<END
#!/bin/sh
# The command line, as the account of the service and with its settings.
set -a; [ -r /etc/jingwei/jingwei.env ] && . /etc/jingwei/jingwei.env; set +a
export JINGWEI_DATA="\${JINGWEI_DATA:-/var/lib/jingwei}"
node=$prefix/current/node/bin/node; main=$prefix/current/server/cli/main.ts
if [ "\$(id -u)" = 0 ]; then exec setpriv --reuid jingwei --regid jingwei --init-groups "\$node" "\$main" "\$@"; fi
exec "\$node" "\$main" "\$@"
END
chmod 0755 /usr/local/bin/jingwei
systemctl daemon-reload
"$prefix/switch-release.sh" "$version"
systemctl enable jingwei.service jingwei-doctor.timer
systemctl start jingwei-doctor.timer
