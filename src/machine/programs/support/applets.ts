const NAMES =
  '[ [[ acpid add-shell addgroup adduser adjtimex ar arch arp arping ascii ash awk base64 basename bbconfig bc beep blkdiscard blkid blockdev bootchartd ' +
  'brctl bunzip2 busybox bzcat bzip2 cal cat chat chattr chgrp chmod chown chpasswd chroot chvt cksum clear cmp comm cp cpio crc32 crond crontab cryptpw ' +
  'cttyhack cut date dc dd deallocvt delgroup deluser depmod devmem df diff dirname dmesg dnsdomainname dos2unix dpkg dpkg-deb du dumpkmap dumpleases ' +
  'echo ed egrep eject env envdir envuidgid ether-wake expand expr factor fallocate false fatattr fbset fbsplash fdflush fdisk fgrep find findfs flock ' +
  'fold free freeramdisk fsck fsfreeze fstrim fsync ftpget ftpput function fuser getopt getty grep groups gunzip gzip halt hd head hexdump hostid ' +
  'hostname httpd hwclock i2cdetect i2cdump i2cget i2cset i2ctransfer id ifconfig ifdown ifenslave ifup init inotifyd insmod install ionice iostat ip ' +
  'ipaddr ipcalc ipcrm ipcs iplink ipneigh iproute iprule iptunnel kbd_mode kill killall killall5 klogd last less link links linux32 linux64 linuxrc ln ' +
  'loadfont loadkmap logger login logname logread losetup ls lsattr lsmod lsof lspci lsscsi lsusb lzcat lzma lzop lzopcat makemime man md5sum mdev mesg ' +
  'microcom mim mkdir mkdosfs mke2fs mkfifo mkfs.vfat mknod mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint mpstat mt mv nameif nanddump ' +
  'nandwrite nbd-client nc netstat nice nl nmeter nohup nologin nproc nsenter nslookup ntpd nuke od openvt partprobe passwd paste patch paths. pgrep ' +
  'pidof ping ping6 pipe_progress pivot_root pkill pmap popmaildir poweroff printenv printf ps pscan pstree pwd pwdx raidautorun rdate rdev readahead ' +
  'readlink realpath reboot reformime remove-shell renice reset resize resume return rev rfkill rm rmdir rmmod route rpm rpm2cpio rtcwake run-init run- ' +
  'parts runlevel runsv runsvdir rx s script scriptreplay sed sendmail seq setarch setconsole setfattr setfont setkeycodes setlogcons setpriv setserial ' +
  'setsid sh sha1sum sha256sum sha3sum sha512sum showkey shred shuf slattach sleep smemcap softlimit sort split ssl_client start-stop-daemon stat strings ' +
  'stty su sulogin sum sv svc svok swapoff swapon switch_root sync sysctl syslogd tac tail tar taskset tc tcpsvd tee telnet telnetd test tftp time ' +
  'timeout top touch tr traceroute traceroute6 tree true truncate ts tsort tty ttysize tunctl ubirename udhcpc udhcpc6 udhcpd udpsvd uevent umount ' +
  'uname uncompress unexpand uniq unit unix2dos unlink unlzma unlzop unshare unxz unzip uptime users usleep uudecode uuencode vconfig vi vlock volname w ' +
  'wall watch watchdog wc wget which who whoami whois xargs xxd xz xzcat yes zcat zcip';

/** What BusyBox can be called by (its 1.36, as images have it); which of them are simulated is another matter. */
export const APPLETS: ReadonlySet<string> = new Set(NAMES.split(' '));
