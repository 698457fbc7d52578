#!/usr/bin/env bash
# Builds pennant-device_VERSION_ARCH.deb for each architecture named (arm64, amd64; both when none is named) into device/bin/package.
# The same sources give the same bytes. OUT=DIR puts the packages elsewhere; PUBLISHED=DIR takes a program that was
# published before; VERSION and MAINTAINER say what they are called and who answers for them; LEVEL=0 to 9 says how hard to compress.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
device=$(dirname "$here")
out=${OUT:-$device/bin/package}
maintainer=${MAINTAINER:-Pennant <device@pennant.invalid>}
version=${VERSION:-$(dotnet msbuild "$device/Device.csproj" -getProperty:Version)}
# Time of the last commit; outside a checkout the day the version was begun.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$device" log -1 --format=%ct 2> /dev/null || echo 1763856000)}

main() {
    mkdir -p "$out"
    for architecture in "${@:-arm64 amd64}"; do
        for each in $architecture; do package "$each"; done
    done
}

package() {
    local architecture=$1 published
    published=${PUBLISHED:-$device/bin/publish-$architecture}
    [ -n "${PUBLISHED:-}" ] || publish "$architecture" "$published"
    local root
    root=$(mktemp -d)
    chmod 755 "$root"
    lay_out "$root" "$published"
    describe "$root" "$architecture"
    dpkg-deb --root-owner-group -Zxz -z${LEVEL:-6} --build "$root" "$out/pennant-device_${version}_$architecture.deb" > /dev/null
    rm -rf "$root"
    echo "$out/pennant-device_${version}_$architecture.deb"
}

publish() {
    local rid
    case $1 in
        arm64) rid=linux-arm64 ;;
        amd64) rid=linux-x64 ;;
        *) echo "package.sh: no architecture $1; there are arm64 and amd64" >&2; exit 2 ;;
    esac
    rm -rf "$2"
    dotnet publish "$device/Device.csproj" -c Release -r "$rid" -o "$2" --artifacts-path "$device/bin/artifacts" --nologo -v quiet >&2
}

# $1 root of the package, $2 the published program
lay_out() {
    local lib=$1/usr/lib/pennant doc=$1/usr/share/doc/pennant-device
    install -d "$lib" "$lib/no-certificates" "$1/usr/bin" "$1/etc/pennant" "$1/usr/lib/systemd/system" "$1/usr/lib/sysusers.d" "$doc/examples" "$doc/fonts" "$1/usr/share/man/man1" "$1/usr/share/lintian/overrides"
    local file
    for file in "$2"/*; do
        case $file in
            *.pdb | *.xml | *.dbg) ;;
            */pennant-device) install -m 755 "$file" "$lib/" ;;
            *) install -m 644 "$file" "$lib/" ;;
        esac
    done
    ln -s ../lib/pennant/pennant-device "$1/usr/bin/pennant-device"
    local native=no
    is_native "$lib" && native=yes
    sed "s/@NATIVE@/$native/" "$here/pennant-device.service" > "$1/usr/lib/systemd/system/pennant-device.service"
    install -m 644 "$here/pennant-device.sysusers" "$1/usr/lib/sysusers.d/pennant-device.conf"
    install -m 644 "$here/deb/copyright" "$doc/copyright"
    install -m 644 "$device"/../core/Receipts/Fonts/*.txt "$doc/fonts/"
    install -m 644 "$here/device.example.json" "$doc/examples/device.json"
    install -m 644 "$here/deb/lintian-overrides" "$1/usr/share/lintian/overrides/pennant-device"
    gzip -9n < "$here/pennant-device.1" > "$1/usr/share/man/man1/pennant-device.1.gz"
    changelog | gzip -9n > "$doc/changelog.gz"
    chmod 644 "$doc/changelog.gz" "$1/usr/share/man/man1/pennant-device.1.gz" "$1/usr/lib/systemd/system/pennant-device.service"
}

# $1 root of the package, $2 architecture
describe() {
    local lib=$1/usr/lib/pennant size glibc depends=
    size=$(du -sk --apparent-size "$1" | cut -f1)
    # What the machine that linked it had decides which machines can start it.
    glibc=$(readelf --version-info "$lib/pennant-device" "$lib"/*.so | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -1 | cut -d_ -f2)
    is_native "$lib" || depends=", libgcc-s1, libstdc++6, zlib1g"
    install -d "$1/DEBIAN"
    sed -e "s/@VERSION@/$version/" -e "s/@MAINTAINER@/$maintainer/" -e "s/@ARCHITECTURE@/$2/" -e "s/@SIZE@/$size/" -e "s/@GLIBC@/$glibc/" -e "s/@DEPENDS@/$depends/" "$here/deb/control" > "$1/DEBIAN/control"
    install -m 755 "$here/deb/postinst" "$here/deb/prerm" "$here/deb/postrm" "$1/DEBIAN/"
    (cd "$1" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
    chmod 644 "$1/DEBIAN/md5sums" "$1/DEBIAN/control"
}

is_native() { [ ! -e "$1/libcoreclr.so" ]; }

changelog() {
    printf 'pennant-device (%s) stable; urgency=medium\n\n  * See CHANGELOG.md of the repository.\n\n -- %s  %s\n' "$version" "$maintainer" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
}

main "$@"
