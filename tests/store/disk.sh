#!/bin/sh
# A disk that is full or may only be read, at every write of build, issue, number and rebuild: one clear diagnostic of the disk, the old state
# whole, and the next run goes on. The disk is a small tmpfs in a mount namespace of this script's own.
set -u
if [ "${1:-}" != inside ]; then
    for flags in -m -rm; do
        # shellcheck disable=SC2086
        if unshare $flags sh -c 'mount -t tmpfs -o size=64k none /mnt && umount /mnt' 2>/dev/null; then
            exec unshare $flags sh "$0" inside
        fi
    done
    echo "skip - disk: no file system can be mounted here"
    exit 77
fi
. "$(dirname "$0")/common.sh"

mkdir office disk clean
cd office || exit 99
an_office 'van_ban: [ { tep: "*.md", ra: [pdf, docx] } ]'
paper kh.md "Kế hoạch" && paper bc.md "Báo cáo"
run 0 issue kh && run 0 build && cp -a . ../clean && cd ../clean && sed -i s/nghiệm/khác/ bc.md && run 0 build; check "disk: an office"

# new_disk: the disk holds the office as it was.
new_disk()
{
    cd "$work" && { umount disk 2>/dev/null || true; } && mount -t tmpfs -o size=3m none disk && cp -a office/. disk && cd disk || exit 99
}

# fill KIB: so much stays free.
fill()
{
    free=$(df -k --output=avail . | tail -n 1)
    [ "$free" -le "$1" ] || dd if=/dev/zero of=ballast bs=1k count=$((free - $1)) 2>/dev/null
}

# vanban ARGUMENT...: what is said goes to another disk.
vanban()
{
    "$VANBAN" "$@" >"$work/out" 2>"$work/err" </dev/null
}

fault()
{
    echo "    $room KiB free: $1"
    head -n 3 "$work/err" | sed 's/^/    /'
    wrong=1
}

# whole: the archived files are what they were, and the journal begins as it did.
whole()
{
    (cd "$work/office/luu" && find . -type f) | while read -r file; do
        cmp -s -n "$(wc -c <"$work/office/luu/$file")" "$work/office/luu/$file" "luu/$file" || exit 1
    done
}

# full NAME PREPARATION ARGUMENT...: the command on disks with less room than it needs, and then with enough.
full()
{
    name=$1 prepare=$2 wrong=0 failed=0
    shift 2
    for room in 0 4 8 12 16 24 32 48 64 96 128 192 256 384; do
        new_disk
        eval "$prepare"
        fill $room
        vanban "$@"
        status=$?
        if [ $status != 0 ]; then
            failed=$((failed + 1))
            { [ $status = 3 ] && grep -q 'file-disk-full' "$work/err"; } || fault "status $status"
            whole || fault "the old state is not whole"
        fi
        rm -f ballast
        [ $status = 0 ] || vanban "$@" || fault "afterwards it does not go on"
        [ "$1" != build ] || diff -r "$work/clean/xuat" xuat >"$work/err" || fault "other bytes than those of a clean build"
        vanban register rebuild || fault "the archive is not whole"
        find . -name '*.tmp' -o -name '*-tmp*' -o -name '.vanban-*' >"$work/err"
        [ ! -s "$work/err" ] || fault "left over"
    done
    [ $wrong = 0 ] && [ $failed -gt 0 ]; check "disk: $name, full $failed times of 14"
}

full build 'sed -i s/nghiệm/khác/ bc.md; rm -rf xuat .vanban' build
full "build of what has changed" 'sed -i s/nghiệm/khác/ bc.md' build
full issue : issue bc
full number : number next --ten-loai KH
full "register rebuild" 'rm -f .vanban/so-dang-ky.sqlite*' register rebuild

new_disk
sed -i s/nghiệm/khác/ bc.md
find . -type f -exec sha256sum {} + | sort >"$work/before"
mount -o remount,ro none "$work/disk" || exit 99
for command in build "issue bc" "number next --ten-loai KH" "register rebuild" "revise kh --reason x" "log kh --step trinh-ky" "render -f pdf bc.md"; do
    # shellcheck disable=SC2086
    vanban $command
    [ $? = 3 ] && grep -q 'chỉ cho phép đọc' "$work/err" && find . -type f -exec sha256sum {} + | sort | cmp -s "$work/before" -
    said=$?
    [ $said = 0 ] || sed "s/^/    /" "$work/err"
    [ $said = 0 ]; check "disk: $command, where it may only be read"
done
cd "$work" && umount disk
exit $((failures > 0))
