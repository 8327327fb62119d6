# burden.gp - time against work for the processor: both axes logarithmic, what all cores together cannot do shaded.
set datafile separator "\t"
set lmargin at screen 0.078
set rmargin at screen 0.994
set tmargin at screen from_top(1.25)
set bmargin at screen 1.65 / height

set logscale x 2
set logscale y 10
set xrange [least * 0.80:most * 2.1]
set yrange [low:high]
set border 3 linewidth 0.6 linecolor rgb ghost
eval 'set xtics scale 0.5 '.work_ticks.' offset 0, 0.2 textcolor rgb ink'
eval 'set ytics scale 0 '.second_ticks.' textcolor rgb ink'
set grid ytics linetype 1 linewidth 0.4 linecolor rgb hair
set xlabel small('how often each image is decoded and shrunk; below it, the processor time that this takes an image') \
    offset 0, -0.25 textcolor rgb mute

larger(a, b) = a > b ? a : b
bound(times, on) = larger(images * times * once / on, latency_bound)
set samples 300
set label 20 small('out of reach: more than '.cores.(cores == 1 ? ' core' : ' cores').' can do, or waiting alone') \
    at least * 0.84, low * (high / low)**0.035 textcolor rgb mute front
set label 21 small('one core alone') at middle, bound(middle, 1) * 0.70 center textcolor rgb mute front

plot \
    '+' using 1:(low):(larger(low, bound($1, cores))) with filledcurves linecolor rgb zone, \
    '+' using 1:(bound($1, 1)) with lines dashtype 2 linewidth 0.9 linecolor rgb ghost, \
    for [i = 0:lines - 1] 'burden.points' index i using 1:2:5 with lines linewidth 0.9 linecolor rgb variable, \
    'burden.points' using 1:3:(0):($4 - $3):5 with vectors nohead linewidth 1.8 linecolor rgb variable, \
    '' using 1:2:5 with points pointtype 7 pointsize 0.42 linecolor rgb variable, \
    'burden.labels' using 1:2:3:4 with labels left textcolor rgb variable
unset output
