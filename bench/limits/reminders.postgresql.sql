-- One evening's reminders, by hand: each booking's line is made once, however many it is offered to.
INSERT INTO deliveries
    (kind, user_id, channel, subject, about, status, attempts, last_error, created_at, next_try_at, good_until)
WITH people AS MATERIALIZED (
    SELECT users.id, does_all_tasks,
        %(day)s::date - (greatest(last_seen_at, approved_at, users.created_at) AT TIME ZONE %(zone)s)::date AS away
    FROM users JOIN professionals ON user_id = users.id
    WHERE role = 'professional' AND status = 'active'
),
lines AS MATERIALIZED (
    SELECT id, task_id, pincode, status = 'assigned' AS overdue, scheduled_for,
        CASE WHEN status = 'assigned' THEN professional_id ELSE offered_to_id END AS alone,
        jsonb_build_object('booking_id', id, 'task_name', task_name,
            'scheduled_for', to_char(scheduled_for, 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'),
            'created_at', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'),
            'overdue', status = 'assigned') AS line
    FROM bookings
    WHERE (status = 'requested' AND scheduled_for > %(now)s) OR (status = 'assigned' AND ends_at <= %(now)s)
),
offers AS (
    SELECT alone AS person, id, overdue, scheduled_for, line FROM lines WHERE alone IS NOT NULL
    UNION ALL
    SELECT people.id, lines.id, overdue, scheduled_for, line
    FROM lines
    JOIN professional_pincodes USING (pincode)
    JOIN people ON people.id = professional_id
    LEFT JOIN professional_tasks
        ON professional_tasks.professional_id = people.id AND professional_tasks.task_id = lines.task_id
    WHERE alone IS NULL AND (does_all_tasks OR professional_tasks.task_id IS NOT NULL)
),
ranked AS (
    SELECT person, overdue, scheduled_for, id, line,
        row_number() OVER (PARTITION BY person ORDER BY scheduled_for, id) AS place
    FROM offers
    WHERE overdue OR NOT EXISTS (
        SELECT FROM rejections WHERE booking_id = offers.id AND professional_id = offers.person
    )
),
digests AS (
    SELECT person, count(*) FILTER (WHERE NOT overdue) AS waiting, count(*) FILTER (WHERE overdue) AS overdue,
        jsonb_agg(line ORDER BY place) FILTER (WHERE place <= 10) AS bookings
    FROM ranked GROUP BY person
)
SELECT 'daily_reminder', people.id, channel, %(day)s,
    jsonb_build_object('date', %(day)s::text, 'waiting', coalesce(waiting, 0), 'overdue', coalesce(overdue, 0),
        'absent_days', CASE WHEN away IN (7, 14, 28) THEN away END, 'bookings', coalesce(bookings, '[]')),
    CASE WHEN unheard THEN 'skipped' ELSE 'pending' END, 0,
    CASE WHEN unheard THEN 'no channel is chosen' END,
    %(now)s, CASE WHEN NOT unheard THEN %(now)s::timestamptz END, %(good_until)s
FROM people
LEFT JOIN digests ON person = people.id
LEFT JOIN notice_choices ON notice_choices.user_id = people.id
CROSS JOIN LATERAL (SELECT NOT coalesce(mail, true) AND NOT coalesce(chat, false) AS unheard) AS choice
JOIN (VALUES ('mail'), ('chat')) AS channels (channel)
    ON CASE channel WHEN 'mail' THEN coalesce(mail, true) OR unheard ELSE coalesce(chat, false) END
WHERE person IS NOT NULL OR away IN (7, 14, 28)
