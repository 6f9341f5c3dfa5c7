### operators
echo $((1+2*3)) $(((1+2)*3)) $((7/2)) $((7%3)) $((-7/2)) $((-7%3)) $((2-5))
### comparisons
echo $((1<2)) $((2<=1)) $((3==3)) $((3!=3)) $((1&&0)) $((1||0)) $((!5)) $((~5))
### bits
echo $((6&3)) $((6|3)) $((6^3)) $((1<<10)) $((1024>>3))
### bases
echo $((0x1f)) $((010)) $((0xFF & 0x0F))
### other bases @bash
echo $((2#101)) $((16#ff)) $((36#z)) $((64#_))
### ternary
x=5; echo $((x>3?10:20)) $((x<3?10:20)) $((x==5?x*2:0))
### assignments
x=5; echo $((x+=3)) $x $((x*=2)) $x $((x=1)) $x $((x<<=4)) $((x|=1)) $((x%=10))
### steps @bash,ash
x=5; echo $((x++)) $x $((++x)) $x $((x--)) $((--x))
### power and comma @bash,ash
echo $((2**10)) $((2**3**2)) $((1,2,3))
### variables without dollar
a=3 b=4; echo $((a*b)) $(($a*$b)) $((a*(b+1))) $((unset_one+1))
### variables that hold expressions @bash
a='1+2'; echo $((a*2)) $(($a*2)); b=a; echo $((b))
### sixty-four bits
echo $((9223372036854775807)) $((9223372036854775807+1)) $((-9223372036854775807-1))
### white space and quotes
echo $(( 1 +
2 )) $((	3	*	4	))
### nested
echo $(( $(echo 2) + $((3*4)) ))
### precedence
echo $((1+2<<1)) $((1|2&3)) $((5-3-1)) $((2*3%4)) $((-2*-3)) $((!0+1)) $((1<2==1))
### division by zero
echo before; echo $((1/0)); echo after
### division by zero in a file @file
echo $((1/0))
echo after
### syntax error
echo $((1+)); echo after
### bad digit @bash,dash
echo $((08)); echo after
### assignment to a number
echo $((1=2)); echo after
### arithmetic command @bash
((3>2)) && echo yes; ((0)) || echo no; x=3; ((x+=2)); echo $x $?; ((x=0)); echo $?
### arithmetic for @bash
for ((i=0; i<3; i++)); do echo $i; done; for ((;;)); do break; done; echo $i
for ((i=0,j=10; i<j; i+=3,j-=3)) { echo $i $j; }
### let @bash
let x=1+2 y=x*2; echo $x $y; let "z = 5"; echo $z $?; let 0; echo $?
### let @ash
let x=1+2; echo $x
### arrays in arithmetic @bash
a=(1 2 3); echo $((a[1]+a[2])); ((a[0]++)); echo ${a[0]}; i=1; echo $((a[i]))
### errors of the arithmetic command @bash
((1/0)); echo "status $?"
### unset variable with nounset @file
set -u
echo $((nope+1))
echo no
### leading plus and unary
x=5; echo $((+x)) $((-x)) $((- -x)) $((1 - -1))
### old style @bash
echo $[1+2]
