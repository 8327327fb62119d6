# strip.gp - a dot for each cycle, a tick for the median, the other sample in grey; the numbers stand in a table at the right.
set datafile separator "\t"

# Arrays are filled as a side effect of reading, then become the columns of the table.
array Y[200]; array COLOUR[200]; array LABEL[200]; array MEDIAN[200]; array INTERVAL[200]; array GREY[200]
array FAILURE[200]
stats name.'.rows' using (i = int($0) + 1, Y[i] = $1, COLOUR[i] = int($2), LABEL[i] = strcol(3), \
    MEDIAN[i] = strcol(8), INTERVAL[i] = strcol(9), GREY[i] = strcol(10), FAILURE[i] = strcol(11), 0) nooutput
left = 0.166
right = 0.668
set lmargin at screen left
set rmargin at screen right
set tmargin at screen from_top(1.00)
set bmargin at screen 0.75 / height

set logscale x 10
set xrange [low:high]
set yrange [rows + 0.7:0.4]
set border 0
unset ytics
eval 'set xtics scale 0 '.ticks.' offset 0, 0.35 textcolor rgb mute'
set grid xtics linetype 1 linewidth 0.4 linecolor rgb hair

# The head of the table, and examples of the marks on the same line.
head_at = from_top(0.65)
set label 10 small('median, s') at screen 0.748, screen head_at right textcolor rgb mute
set label 11 small('interval, s') at screen 0.886, screen head_at right textcolor rgb mute
if (grey ne '') { set label 12 small(grey.', s') at screen 0.994, screen head_at right textcolor rgb mute }
mark(x) = left + x
set label 20 '' at screen mark(0.006), screen head_at point pointtype 7 pointsize 0.34 linecolor rgb mute
set label 21 small('a cycle') at screen mark(0.016), screen head_at textcolor rgb mute
set label 22 '' at screen mark(0.086), screen head_at point pointtype 6 pointsize 0.32 linewidth 0.9 linecolor rgb mute
set label 23 small('the first') at screen mark(0.096), screen head_at textcolor rgb mute
set arrow 24 from screen mark(0.172), screen head_at - 0.10 / height to screen mark(0.172), screen head_at + 0.14 / height \
    nohead linewidth 1.8 linecolor rgb mute
set label 25 small('median') at screen mark(0.181), screen head_at textcolor rgb mute
if (grey ne '') {
    set arrow 26 from screen mark(0.258), screen head_at to screen mark(0.294), screen head_at \
        nohead linewidth 3.2 linecolor rgb grey_range
    set arrow 27 from screen mark(0.276), screen head_at - 0.07 / height to screen mark(0.276), screen head_at + 0.11 / height \
        nohead linewidth 1.6 linecolor rgb grey_mark
    set label 28 small(grey.': median, range') at screen mark(0.304), screen head_at textcolor rgb mute
}

do for [i = 1:STATS_records] {
    set label 1000 + i LABEL[i] at screen left - 0.014, first Y[i] right textcolor rgb COLOUR[i]
    if (FAILURE[i] eq 'none') {
        set label 2000 + i MEDIAN[i] at screen 0.748, first Y[i] right textcolor rgb COLOUR[i]
        set label 3000 + i INTERVAL[i] at screen 0.886, first Y[i] right textcolor rgb ink
    } else {
        set label 2000 + i small(FAILURE[i]) at screen 0.886, first Y[i] right textcolor rgb ink
    }
    set label 4000 + i GREY[i] at screen 0.994, first Y[i] right textcolor rgb mute
}

# The cycle's number spreads the dots, so the same data give the same picture.
spread(cycle) = 0.27 * ((int(cycle) * 7) % 10 - 4.5) / 4.5
plot \
    name.'.rows' using (low):1:(high - low):(0) with vectors nohead linewidth 0.35 linecolor rgb hair, \
    '' using 5:1:($7 - $5):(0) with vectors nohead linewidth 3.2 linecolor rgb grey_range, \
    '' using 6:($1 - 0.25):(0):(0.5) with vectors nohead linewidth 1.6 linecolor rgb grey_mark, \
    name.'.cycles' using ($3 > 1 ? $4 : NaN):($1 + spread($3)):6:2 with points pointtype variable pointsize 0.34 linecolor rgb variable, \
    '' using ($3 == 1 ? $4 : NaN):($1 + spread($3)):($6 - 1):2 with points pointtype variable pointsize 0.40 linewidth 0.9 linecolor rgb variable, \
    '' using ($5 == 1 ? $4 : NaN):($1 + spread($3)) with points pointtype 2 pointsize 0.6 linewidth 0.9 linecolor rgb ink, \
    name.'.rows' using 4:($1 - 0.40):(0):(0.80):2 with vectors nohead linewidth 1.8 linecolor rgb variable
unset output
