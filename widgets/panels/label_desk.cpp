// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label_desk.h"

#include "widgets/session.h"
#include "widgets/store_reader.h"

namespace stillhouse::widgets {

namespace {

struct BeforeAndAfter {
    ExampleRow before, after;
};

Result<void> writeEdit(Store& store, const LabelEdit& edit) {
    if (edit.kind == LabelEdit::Kind::Flag)
        return store.setFlag(edit.rowid, edit.after.has_value());
    if (edit.kind == LabelEdit::Kind::Decision)
        return store.adjudicate(edit.rowid, edit.after, edit.annotator);
    return edit.after ? store.setLabel(edit.rowid, *edit.after, edit.annotator) : store.withdrawLabel(edit.rowid, edit.annotator);
}

Result<BeforeAndAfter> writeAndRead(Store& store, const LabelEdit& edit) {
    auto before = store.examples({edit.rowid});
    if (!before)
        return before.error();
    if (const auto written = writeEdit(store, edit); !written)
        return written.error();
    auto after = store.examples({edit.rowid});
    if (!after)
        return after.error();
    return BeforeAndAfter{std::move(before->front()), std::move(after->front())};
}

} // namespace

LabelDesk::LabelDesk(Session& session, QObject* parent) : QObject(parent), session_(session) {
    connect(&session_, &Session::projectChanged, this, [this] {
        writer_.reset();
        busy_ = false;
        clear();
    });
}

LabelDesk::~LabelDesk() = default;

bool LabelDesk::apply(const LabelEdit& edit) {
    if (busy_)
        return false;
    write(edit, Way::Do);
    return true;
}

void LabelDesk::undo() {
    if (!canUndo())
        return;
    LabelEdit back = done_.back();
    std::swap(back.before, back.after);
    write(back, Way::Undo);
}

void LabelDesk::redo() {
    if (canRedo())
        write(undone_.back(), Way::Redo);
}

void LabelDesk::clear() {
    done_.clear();
    undone_.clear();
    Q_EMIT changed();
}

void LabelDesk::write(const LabelEdit& edit, Way way) {
    if (!writer_ || path_ != session_.storePath()) {
        path_ = session_.storePath();
        writer_ = std::make_unique<StoreReader>(path_, true);
    }
    busy_ = true;
    Q_EMIT changed();
    auto answer = std::make_shared<std::optional<Result<BeforeAndAfter>>>();
    writer_->enqueue(
        this, {}, [edit, answer](Store& store) { answer->emplace(writeAndRead(store, edit)); },
        [this, edit, way, answer](const Error* error) {
            busy_ = false;
            if (error || !**answer) {
                Q_EMIT changed();
                Q_EMIT failed(error ? *error : (**answer).error());
                return;
            }
            finish(edit, way);
            Q_EMIT changed();
            Q_EMIT saved(edit, way, (**answer)->before, (**answer)->after);
        });
}

void LabelDesk::finish(const LabelEdit& edit, Way way) {
    if (way == Way::Undo) {
        undone_.push_back(std::move(done_.back()));
        done_.pop_back();
        return;
    }
    if (way == Way::Redo)
        undone_.pop_back();
    else
        undone_.clear();
    done_.push_back(edit);
}

} // namespace stillhouse::widgets
