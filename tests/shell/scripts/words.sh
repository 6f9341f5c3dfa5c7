### plain words and quotes
echo one   two 'three  four' "five  six" se\ ven
echo 'a"b' "c'd" "e\"f" 'g\h' "i\j" k\\l
echo "" '' x
### adjacent quotes join
echo a'b'"c"d\e 'x'"y"
### variables in words
x='a  b' y=
echo $x "$x" ${x} "${x}c" $y"" [$y]
### field splitting by white space
x='  one   two	three
four '
for w in $x; do echo "<$w>"; done
### field splitting by IFS
IFS=:
x='a:b::c:'
for w in $x; do echo "<$w>"; done
### field splitting by mixed IFS
IFS=' :'
x=' a : b::c '
for w in $x; do echo "<$w>"; done
### leading delimiter of IFS
IFS=:; x=':a'; set -- $x; echo $#; printf '<%s>' "$@"; echo
### empty IFS
IFS=; x='a b c'; set -- $x; echo $# "$1"
### unset IFS
unset IFS; x='a b	c'; set -- $x; echo $#
### joining two expansions
x='a ' y=' b'
set -- $x$y; echo $#
set -- x$x; echo $#
### positional parameters with at
set -- 'a b' '' c
for w in "$@"; do echo "<$w>"; done
for w in $@; do echo "[$w]"; done
for w in "x$@y"; do echo "{$w}"; done
### positional parameters with star
set -- a 'b c' d
for w in "$*"; do echo "<$w>"; done
IFS=,; echo "$*"; IFS=; echo "$*"
### at without parameters
set --
for w in "$@"; do echo "<$w>"; done
set -- "$@"; echo $#
set -- "a$@b"; echo $# $1
### star without parameters
set -- "$*"; echo $#
### tilde
HOME=/home/me
echo ~ ~/x "~" a~ '~/x' \~
x=~/y; echo $x
p=~/a:~/b; echo $p
echo ~root
### tilde of an unknown user @bash,dash
echo ~nosuchuser/x
### unicode passes through
x='äöü€'; echo "$x" ${x}
### backslash newline
echo one \
two "three \
four"
### comments
echo a # comment
echo a#b '#c' # d
#echo no
echo end
### dollar by itself
echo $ "$" a$ "a$ b"
### brace expansion @bash
echo {a,b,c} x{1,2}y {1..5} {5..1} {a..e} {01..03} {1..10..3} {a,b}{1,2}
echo {a} {} {a,} x{,y} '{a,b}' "{a,b}" \{a,b} {a,b\}
echo {a,{b,c}d} ${x}{a,b} {1..a} {-2..2}
### brace expansion is no expansion elsewhere @dash,ash
echo {a,b} {1..3}
### brace expansion with variables @bash
x=1 y=2; echo {$x,$y} {$x..$y} a{b,"c d"}e
### ansi quotes @bash,ash
echo $'a\tb\nc' $'\x41\101' $'it\'s' $'\\'
### ansi quotes of bytes @bash
echo $'\xc3\xa9'
### globs
touch a1 a2 b1 .hidden; mkdir d; touch d/x d/y
echo * a* ?1 [ab]1 [!a]1 d/* */x *z
echo "a*" a\* '?1'
x='a*'; echo $x "$x"
### glob of dot files
touch .a .b c
echo .[ab]* .??*
### glob without matches stays
echo nothing* [x
### globs in a case of classes
touch file1 fileA filea 'file b'
echo file[0-9] file[[:upper:]] file[a-z] file[[:space:]]*
### noglob
touch a b; set -f; echo *; set +f; echo *
### nullglob and dotglob @bash
touch a .b; shopt -s nullglob dotglob; echo * x*; echo [y]
### extglob @bash
shopt -s extglob
touch a b ab abc x.txt y.txt z.log
echo @(a|b) !(*.txt|*.log) +([ab]) *.@(txt|log) ?(a)b
### globstar @bash
mkdir -p a/b/c; touch a/f a/b/f a/b/c/f
shopt -s globstar; echo **/f; echo a/**
### assignments are not split
x='a   b'; y=$x; echo "$y"; z="$x"c; echo "$z"
### command with assignments before
x=1
x=2 env | grep '^x='
echo $x
### assignment before a function is temporary @bash,ash
f() { echo "in $x"; }
x=1; x=2 f; echo "out $x"
### assignment then use in one line
a=1 b=$a; echo "$a $b"
### appending @bash
x=a; x+=b; x+=c; echo $x
### here string @bash
cat <<< "hello  world"
x='a  b'; cat <<< $x
### here documents
x=1
cat <<EOF
x is $x, \$x, `echo sub`, $(echo sub2), $((1+1)), "quoted" 'single' \\ \a
EOF
cat <<'EOF'
x is $x `no` $(no) \\
EOF
### here document with tabs
cat <<-EOF
	one
		two
	EOF
echo end
### two here documents
cat <<A; cat <<B
first
A
second
B
### here document in a pipeline
cat <<EOF | tr a-z A-Z
hello
EOF
### here document in a substitution
x=$(cat <<EOF
inner
EOF
)
echo "[$x]"
### here document and expansions with defaults
cat <<EOF
${x:-a "b" c} ${y:-'q'}
EOF
### here document without its end @file
cat <<EOF
text
### quoting inside of default words
echo "${x:-a b}" ${x:-'a  b'} "${x:-"q  r"}" ${x:-"a  b"}
### unquoted default is split
set -- ${x:-a b c}; echo $#
set -- ${x:-"a b" c}; echo $#
